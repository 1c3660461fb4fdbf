# Reads the tables of a Tidings package into R, typed by the schemas in its datapackage.json: no guess is made from the cells.
#
#   source("r/tidings.R")
#   quotes <- tidings_load("quotes")                  # the package in the current folder
#   events <- tidings_load("events", "tidings-0.1.0") # the package in another folder
#
# Uses readr where it is installed and base R where it is not; both give the same values (a tibble or a data frame). Needs no other
# package. Texts become character, integers integer (double beyond 2^31), numbers double, booleans logical, dates Date; an empty cell is NA.

# A table of the package in the folder `package`. Stops, naming the column, where a cell is not of its column's type.
tidings_load <- function(name, package = ".") {
  descriptor <- tidings_descriptor(package)
  names_of <- vapply(descriptor$resources, function(resource) resource$name, "")
  if (!name %in% names_of) stop(package, " has no table '", name, "'; it has ", paste(names_of, collapse = ", "))
  resource <- descriptor$resources[[match(name, names_of)]]
  schema <- resource$schema
  missing <- if (is.null(schema$missingValues)) "" else unlist(schema$missingValues)
  frame <- tidings_cells(file.path(package, resource$path), missing)
  columns <- vapply(schema$fields, function(field) field$name, "")
  if (!identical(names(frame), columns)) stop(name, ": the columns of the file are not those of the descriptor")
  for (field in schema$fields) frame[[field$name]] <- tidings_typed(frame[[field$name]], field, name)
  frame
}

# The descriptor as nested lists.
tidings_descriptor <- function(package = ".") {
  path <- file.path(package, "datapackage.json")
  if (!file.exists(path)) stop("no datapackage.json in ", package)
  tidings_json(paste(readLines(path, encoding = "UTF-8", warn = FALSE), collapse = "\n"))
}

# Every cell of a CSV file as text; those in `missing` are NA.
tidings_cells <- function(path, missing = "") {
  if (requireNamespace("readr", quietly = TRUE)) {
    return(readr::read_csv(
      path,
      col_types = readr::cols(.default = readr::col_character()), na = missing, trim_ws = FALSE,
      locale = readr::locale(encoding = "UTF-8"), name_repair = "minimal", progress = FALSE
    ))
  }
  # Base R reads a carriage return as the end of a line, also inside a cell, so it is kept as another control character meanwhile.
  text <- readChar(path, file.size(path), useBytes = TRUE)
  returns <- grepl("\r", text, fixed = TRUE, useBytes = TRUE)
  if (returns) text <- gsub("\r", "\036", text, fixed = TRUE, useBytes = TRUE)
  Encoding(text) <- "UTF-8"
  cells <- utils::read.csv(
    text = text,
    colClasses = "character", na.strings = missing, strip.white = FALSE, comment.char = "", check.names = FALSE,
    encoding = "UTF-8", stringsAsFactors = FALSE
  )
  if (returns) cells[] <- lapply(cells, function(cell) gsub("\036", "\r", cell, fixed = TRUE))
  cells
}

# A column of text as the type of its field.
tidings_typed <- function(cells, field, table) {
  typed <- switch(field$type,
    string = cells,
    integer = tidings_integer(cells),
    number = suppressWarnings(as.double(cells)),
    boolean = tidings_logical(cells, field),
    date = as.Date(cells, format = "%Y-%m-%d"),
    datetime = as.POSIXct(cells, format = "%Y-%m-%dT%H:%M:%SZ", tz = "UTC"),
    stop(table, ", ", field$name, ": the type ", field$type, " is not known here")
  )
  bad <- which(is.na(typed) & !is.na(cells))
  if (length(bad)) stop(table, ", row ", bad[1] + 1, ", ", field$name, ": '", cells[bad[1]], "' is no ", field$type)
  typed
}

tidings_integer <- function(cells) {
  cells[!grepl("^[+-]?[0-9]+$", cells)] <- NA
  numbers <- as.double(cells)
  if (all(is.na(numbers) | abs(numbers) <= .Machine$integer.max)) as.integer(numbers) else numbers
}

tidings_logical <- function(cells, field) {
  true <- if (is.null(field$trueValues)) c("TRUE", "true", "True", "1") else unlist(field$trueValues)
  false <- if (is.null(field$falseValues)) c("FALSE", "false", "False", "0") else unlist(field$falseValues)
  ifelse(cells %in% true, TRUE, ifelse(cells %in% false, FALSE, NA))
}

# JSON text as nested lists, for what a descriptor holds. Base R has no reader of JSON, and no package is asked for.
tidings_json <- function(text) {
  pattern <- "\"(?:[^\"\\\\]|\\\\.)*\"|[-+0-9.eE]+|true|false|null|[][{}:,]"
  tokens <- regmatches(text, gregexpr(pattern, text, perl = TRUE, useBytes = TRUE))[[1]] # as bytes: in characters it takes seconds
  Encoding(tokens) <- "UTF-8"
  at <- 1
  value <- function() {
    token <- tokens[at]
    at <<- at + 1
    if (token == "{" || token == "[") return(members(if (token == "{") "}" else "]"))
    if (startsWith(token, "\"")) return(tidings_string(token))
    switch(token, true = TRUE, false = FALSE, null = NULL, as.double(token))
  }
  members <- function(end) {
    found <- list()
    while (tokens[at] != end) {
      if (tokens[at] == ",") at <<- at + 1
      key <- NULL
      if (end == "}") {
        key <- tidings_string(tokens[at])
        at <<- at + 2 # the key and its colon
      }
      found[[if (is.null(key)) length(found) + 1 else key]] <- value()
    }
    at <<- at + 1
    found
  }
  value()
}

# A JSON string without its marks. In one pass, since an escaped backslash may stand before a letter that looks like an escape.
tidings_string <- function(token) {
  text <- substr(token, 2, nchar(token) - 1)
  if (!grepl("\\", text, fixed = TRUE)) return(text)
  found <- gregexpr("\\\\(?:u[0-9A-Fa-f]{4}|.)", text, perl = TRUE)
  plain <- c(n = "\n", r = "\r", t = "\t", b = "\b", f = "\f")
  regmatches(text, found) <- lapply(regmatches(text, found), function(escapes) {
    vapply(escapes, function(escape) {
      letter <- substr(escape, 2, 2)
      if (letter == "u") return(intToUtf8(strtoi(substr(escape, 3, 6), 16)))
      if (letter %in% names(plain)) plain[[letter]] else letter
    }, "", USE.NAMES = FALSE)
  })
  text
}
