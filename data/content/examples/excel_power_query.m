// Excel で「藤岡」の報告病床数を機能別に取り出します。
// ZIP を展開し、下の場所を展開したフォルダーに直してから、
// Excel の「データ」→「データの取得」→「その他のデータ ソースから」→「空のクエリ」→「詳細エディター」に、この全文を貼り付けます。
let
    場所 = "C:\data\",
    // 表の上に出どころの10行があるので飛ばします。文字コードは UTF-8(65001)、列は9つです。
    読込 = Csv.Document(File.Contents(場所 & "csv\beds.csv"), [Delimiter = ",", Columns = 9, Encoding = 65001, QuoteStyle = QuoteStyle.Csv]),
    表 = Table.PromoteHeaders(Table.Skip(読込, 10), [PromoteAllScalars = true]),
    // コードは文字のままにします(数値にすると 0101 が 101 になります)。
    型 = Table.TransformColumnTypes(表, {{"area_code", type text}, {"bed_function", type text}, {"series", type text}, {"year", Int64.Type}, {"beds", Int64.Type}, {"value_status", type text}}),
    藤岡 = Table.SelectRows(型, each [area_code] = "1005" and [series] = "reported")
in
    Table.SelectColumns(藤岡, {"area_code", "bed_function", "year", "beds", "value_status"})
