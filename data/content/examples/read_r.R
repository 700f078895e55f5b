# ZIP を展開したフォルダーで実行します: Rscript examples/read_r.R
# CSV は、表の上に出どころの10行があるので skip = 10 で飛ばします。コードは文字として読みます(数値にすると 0101 が 101 になります)。
beds <- read.csv("csv/beds.csv", skip = 10, colClasses = c(area_code = "character"), encoding = "UTF-8")
area <- read.csv("csv/area.csv", skip = 10, colClasses = c(area_code = "character", pref_code = "character"), encoding = "UTF-8")

# 最新の年の報告病床数を都道府県ごとに足します。値のない区域が1つでもある都道府県は NA になります。
reported <- beds[beds$bed_function == "total" & beds$series == "reported", ]
latest <- reported[reported$year == max(reported$year), ]
named <- merge(latest, area[, c("area_code", "pref_code", "pref_name")], by = "area_code")
print(aggregate(beds ~ pref_code + pref_name, data = named, FUN = sum, na.action = na.pass))
