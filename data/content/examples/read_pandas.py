# ZIP を展開したフォルダーで実行します: python examples/read_pandas.py
import pandas as pd

# CSV は、表の上に出どころの10行があるので skiprows=10 で飛ばします。コードは文字として読みます(数値にすると 0101 が 101 になります)。
beds = pd.read_csv("csv/beds.csv", skiprows=10, dtype={"area_code": str})

# parquet には型があり、そのまま読めます。
areas = pd.read_parquet("parquet/area.parquet")

# 最新の年の報告病床数と必要量を並べ、差(床)の大きい10区域を見ます。値のない区域(value_status が observed でない)は空のままです。
total = beds[beds["bed_function"] == "total"]
reported = total[total["series"] == "reported"]
latest = reported[reported["year"] == reported["year"].max()].set_index("area_code")["beds"]
required = total[total["series"] == "required"].set_index("area_code")["beds"]
gap = areas.set_index("area_code")[["area_name", "pref_name"]].assign(reported=latest, required=required)
gap["gap"] = gap["reported"] - gap["required"]
print(gap.sort_values("gap", ascending=False).head(10).to_string())
