zipped <- function() {
  path <- tempfile(fileext = ".zip")
  home <- setwd(dirname(tidings_libya()))
  on.exit(setwd(home))
  utils::zip(path, basename(tidings_libya()), flags = "-r9Xq")
  path
}

test_that("every table that the descriptor names is read, with as many rows as it says", {
  tables <- tidings_tables()
  expect_gt(nrow(tables), 10)
  for (i in seq_len(nrow(tables))) expect_identical(nrow(tidings_load(tables$table[i])), tables$rows[i])
})

test_that("codes are factors in the order of their codelist, and text where asked", {
  quotes <- tidings_load("quotes")
  labels <- tidings_labels("quotes")
  expect_s3_class(quotes$stance, "factor")
  expect_identical(levels(quotes$stance), labels$code[labels$column == "stance"])
  expect_type(tidings_load("quotes", factors = FALSE)$stance, "character")
})

test_that("types are the schema's and each column has its label", {
  events <- tidings_load("events")
  expect_s3_class(events$date_earliest, "Date")
  expect_type(events$disputed, "logical")
  expect_type(events$n_reports, "integer")
  expect_identical(attr(events$disputed, "label"), "Disputed")
  for (column in names(events)) expect_type(attr(events[[column]], "label"), "character")
})

test_that("readr and base R give the same values", {
  skip_if_not_installed("readr")
  path <- file.path(tidings_libya(), "data", "quotes.csv")
  with_readr <- tidings_cells(path)
  text <- readChar(path, file.size(path), useBytes = TRUE)
  Encoding(text) <- "UTF-8"
  base <- utils::read.csv(text = text, colClasses = "character", na.strings = "", check.names = FALSE, encoding = "UTF-8")
  expect_identical(as.list(as.data.frame(with_readr)), as.list(base))
})

test_that("a zip is as good as a folder", {
  skip_if(Sys.which("zip") == "", "no program to make a zip with")
  path <- zipped()
  expect_equal(tidings_load("claims", path), tidings_load("claims", tidings_libya()))
  expect_identical(tidings_tables(path)$table, tidings_tables()$table)
})

test_that("what is not there is said, with what to do", {
  expect_error(tidings_load("quote"), "no table 'quote'; it has articles, actors")
  expect_error(tidings_load("quotes", "https://example.org/x.zip"), "download.file")
  expect_error(tidings_load("quotes", "nowhere"), "give a folder with a datapackage.json, or a released zip")
  expect_error(tidings_load("quotes", tempdir()), "no datapackage.json in")
  file <- tempfile()
  writeLines("words", file)
  expect_error(tidings_load("quotes", file), "neither a folder nor a zip")
  expect_error(tidings_labels("quote"), "no table 'quote'")
})

test_that("escapes of JSON are read", {
  expect_identical(tidings_json("{\"a\": [1, true, null, \"x\\n\\u00e9\\\\n\\\"\"]}"), list(a = list(1, TRUE, "x\n\u00e9\\n\"")))
})
