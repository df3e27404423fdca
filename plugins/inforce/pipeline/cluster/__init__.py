"""Files read and products made by a cluster: Dask's workers, and a place that all of them see."""
