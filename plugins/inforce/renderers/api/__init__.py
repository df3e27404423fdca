"""The static API: the edition as JSON, with every locale's texts and every figure's digits."""
