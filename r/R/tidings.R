# Reads the tables of a Tidings package into R, typed by the schemas in its datapackage.json: no guess is made from the cells.
# This file needs nothing but base R, so that it can also be used without an installation: source("r/R/tidings.R").

#' Load a table
#'
#' Reads one table of a Tidings data package. Nothing is guessed from the cells: the schema that travels with the data says what each
#' column is. Texts become character, codes of a codelist a factor in the codelist's order, integers integer (double beyond 2^31), numbers
#' double, booleans logical, dates Date. An empty cell is `NA`: it was not reported. Every column has its title as attribute `label`.
#'
#' @param name Name of the table, such as `"quotes"`; [tidings_tables()] lists them.
#' @param package Where the package is: its folder or a released zip. `NULL`: the current folder if it holds a package, else the five
#'   articles that come with this R package.
#' @param factors Whether codes become factors; `FALSE` leaves them text.
#' @return A data frame, a tibble where \pkg{readr} is installed. Stops, naming the cell, where a cell is not of its column's type.
#' @examples
#' quotes <- tidings_load("quotes")
#' table(quotes$stance, quotes$quote_type)
#' attr(quotes$stance, "label")
#' @export
tidings_load <- function(name, package = NULL, factors = TRUE) {
  opened <- tidings_open(package)
  on.exit(opened$close())
  resources <- tidings_resources(opened)
  if (!name %in% names(resources)) stop(opened$place, " has no table '", name, "'; it has ", paste(names(resources), collapse = ", "), call. = FALSE)
  resource <- resources[[name]]
  schema <- resource$schema
  missing <- if (is.null(schema$missingValues)) "" else unlist(schema$missingValues)
  frame <- tidings_cells(file.path(opened$folder, resource$path), missing)
  columns <- vapply(schema$fields, function(field) field$name, "")
  if (!identical(names(frame), columns)) stop(name, ": the columns of the file are not those of the descriptor", call. = FALSE)
  for (field in schema$fields) frame[[field$name]] <- tidings_typed(frame[[field$name]], field, name, factors)
  frame
}

#' The tables of a package
#'
#' @inheritParams tidings_load
#' @return A data frame with a row a table: its name (`table`), `title`, number of `rows`, and a `description` of what one row is.
#' @examples
#' tidings_tables()[, c("table", "title", "rows")]
#' @export
tidings_tables <- function(package = NULL) {
  opened <- tidings_open(package)
  on.exit(opened$close())
  resources <- tidings_resources(opened)
  data.frame(
    table = names(resources),
    title = tidings_each(resources, "title"),
    rows = vapply(resources, function(resource) if (is.null(resource$rows)) NA_integer_ else as.integer(resource$rows), 1L),
    description = tidings_each(resources, "description"),
    stringsAsFactors = FALSE, row.names = NULL
  )
}

#' What the columns and codes of a table mean
#'
#' @inheritParams tidings_load
#' @return A data frame with a row a code, or one row for a column without a codelist: `column`, its `title` and `description`, the `code`
#'   and its `label` (both `NA` without a codelist).
#' @examples
#' labels <- tidings_labels("quotes")
#' labels[labels$column == "stance", c("code", "label")]
#' @export
tidings_labels <- function(name, package = NULL) {
  opened <- tidings_open(package)
  on.exit(opened$close())
  resources <- tidings_resources(opened)
  if (!name %in% names(resources)) stop(opened$place, " has no table '", name, "'; it has ", paste(names(resources), collapse = ", "), call. = FALSE)
  rows <- lapply(resources[[name]]$schema$fields, function(field) {
    codes <- if (is.null(field$categories)) list(list(value = NA, label = NA)) else field$categories
    data.frame(
      column = field$name,
      title = if (is.null(field$title)) NA_character_ else field$title,
      description = if (is.null(field$description)) NA_character_ else field$description,
      code = as.character(vapply(codes, function(code) as.character(code$value), "")),
      label = vapply(codes, function(code) if (is.null(code$label)) NA_character_ else as.character(code$label), ""),
      stringsAsFactors = FALSE
    )
  })
  do.call(rbind, rows)
}

#' The package of five articles that comes along
#'
#' Who said what, what happened, how many, according to whom, and where the reports disagree: five press reports on Libya, Khalifa Haftar's
#' march on Tripoli and Russia's alleged part in it, 2017 to 2019. The texts belong to their publishers and are not here. The data are under
#' the Creative Commons Attribution 4.0 International licence.
#'
#' @return The path of its folder: plain CSV files and their descriptor, `datapackage.json`.
#' @examples
#' list.files(tidings_libya(), recursive = TRUE)
#' @export
tidings_libya <- function() {
  folder <- system.file("extdata", "package", package = "tidings")
  if (folder == "") stop("the five articles come with the installed R package: R CMD INSTALL r, in the project's folder", call. = FALSE)
  folder
}

# Where a package is: `folder` that holds its descriptor, `place` for messages, `close` to be called when it has been read.
tidings_open <- function(package = NULL) {
  nothing <- function() invisible(NULL)
  if (is.null(package)) {
    folder <- if (file.exists("datapackage.json")) "." else tidings_libya()
    return(list(folder = folder, place = folder, close = nothing))
  }
  if (grepl("^https?://", package)) stop(package, ": this is an address; get the zip with download.file() and give the file", call. = FALSE)
  if (basename(package) == "datapackage.json") package <- dirname(package)
  if (!file.exists(package)) stop("no folder or file ", package, "; give a folder with a datapackage.json, or a released zip", call. = FALSE)
  if (dir.exists(package)) {
    if (!file.exists(file.path(package, "datapackage.json"))) stop("no datapackage.json in ", package, call. = FALSE)
    return(list(folder = package, place = package, close = nothing))
  }
  unpacked <- tempfile("tidings")
  close <- function() unlink(unpacked, recursive = TRUE)
  suppressWarnings(utils::unzip(package, exdir = unpacked))
  found <- list.files(unpacked, "^datapackage[.]json$", recursive = TRUE, full.names = TRUE)
  if (!length(found)) {
    close()
    stop(package, ": neither a folder nor a zip that holds a datapackage.json", call. = FALSE)
  }
  list(folder = dirname(found[which.min(nchar(found))]), place = package, close = close)
}

# The tables that the descriptor names, by name. Other entries are of files that hold the same tables in another format.
tidings_resources <- function(opened) {
  path <- file.path(opened$folder, "datapackage.json")
  descriptor <- tidings_json(paste(readLines(path, encoding = "UTF-8", warn = FALSE), collapse = "\n"))
  resources <- Filter(function(resource) !is.null(resource$schema), descriptor$resources)
  names(resources) <- vapply(resources, function(resource) resource$name, "")
  resources
}

tidings_each <- function(entries, property) {
  vapply(entries, function(entry) if (is.null(entry[[property]])) NA_character_ else entry[[property]], "")
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

# A column of text as the type of its field, with its title as label.
tidings_typed <- function(cells, field, table, factors) {
  typed <- switch(field$type,
    string = cells,
    integer = tidings_integer(cells),
    number = suppressWarnings(as.double(cells)),
    boolean = tidings_logical(cells, field),
    date = as.Date(cells, format = "%Y-%m-%d"),
    datetime = as.POSIXct(cells, format = "%Y-%m-%dT%H:%M:%SZ", tz = "UTC"),
    stop(table, ", ", field$name, ": the type ", field$type, " is not known here", call. = FALSE)
  )
  codes <- vapply(field$categories, function(code) as.character(code$value), "")
  if (factors && field$type == "string" && length(codes)) typed <- factor(cells, levels = codes)
  bad <- which(is.na(typed) & !is.na(cells))
  if (length(bad)) {
    what <- if (is.factor(typed)) "code of its list" else field$type
    stop(table, ", row ", bad[1] + 1, ", ", field$name, ": '", cells[bad[1]], "' is no ", what, call. = FALSE)
  }
  if (!is.null(field$title)) attr(typed, "label") <- field$title
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
