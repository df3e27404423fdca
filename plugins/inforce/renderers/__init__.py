"""From views to outputs: website, PDF, JSON, reports. Renderers add no rule of their own."""
