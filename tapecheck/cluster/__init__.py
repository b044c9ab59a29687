"""Many machines: the same `analyze` over archives, folders and tables by Dask, the shards merged or asked by DuckDB."""
