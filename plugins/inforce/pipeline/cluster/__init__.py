"""Products made on a cluster: by Dask's workers, through a place that all of them see."""
