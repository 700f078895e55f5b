-- ZIP を展開したフォルダーで実行します: duckdb -f examples/read_duckdb.sql
-- CSV は、表の上に出どころの10行があるので skip = 10 で飛ばします。コードは文字として読みます(数値にすると 0101 が 101 になります)。
SELECT count(*) AS 行数, min(area_code) AS 最初の区域
FROM read_csv('csv/beds.csv', skip = 10, header = true, types = {'area_code': 'VARCHAR'});

-- parquet には型があり、そのまま読めます。最新の年の報告病床数を都道府県ごとに足します(値のない区域があれば、その都道府県は空です)。
WITH latest AS (
    SELECT area_code, beds FROM 'parquet/beds.parquet'
    WHERE series = 'reported' AND bed_function = 'total'
      AND year = (SELECT max(year) FROM 'parquet/beds.parquet' WHERE series = 'reported')
)
SELECT pref_code, pref_name, CASE WHEN count(beds) = count(*) THEN sum(beds) END AS beds
FROM latest JOIN 'parquet/area.parquet' USING (area_code)
GROUP BY pref_code, pref_name ORDER BY pref_code;
