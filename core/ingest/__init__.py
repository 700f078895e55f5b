"""Official workbooks → the parquet files of the data contract. The app never imports this package."""
