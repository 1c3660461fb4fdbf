// Tables as CSV, as the contract writes them: comma, LF, minimal quoting, header row; and read leniently (CRLF, byte order mark).

export function csvText(columns, rows) {
  const line = (cells) => cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",") + "\n";
  return line(columns) + rows.map((row) => line(columns.map((column) => row[column] ?? ""))).join("");
}

// Rows as objects of column -> text. Throws an Error in words.
export function csvRows(text, name) {
  const lines = csvCells(text.replace(/^\ufeff/, ""), name);
  const columns = lines.shift() ?? [];
  return lines
    .filter((cells) => cells.length > 1 || cells[0] !== "")
    .map((cells) => {
      if (cells.length !== columns.length) throw new Error(`${name}: a row has ${cells.length} cells, the header ${columns.length}`);
      return Object.fromEntries(columns.map((column, place) => [column, cells[place]]));
    });
}

function csvCells(text, name) {
  const lines = [];
  let cells = [];
  let place = 0;
  while (place < text.length) {
    let cell = "";
    if (text[place] === '"') {
      for (;;) {
        const end = text.indexOf('"', place + 1);
        if (end < 0) throw new Error(`${name}: a quotation mark is not closed`);
        cell += text.slice(place + 1, end);
        place = end + 1;
        if (text[place] !== '"') break;
        cell += '"';
      }
    } else {
      const end = place + text.slice(place).search(/[,\r\n]|$/);
      cell = text.slice(place, end);
      place = end;
    }
    cells.push(cell);
    if (text[place] === ",") {
      place += 1;
      if (place === text.length) cells.push("");
    } else {
      place += text.startsWith("\r\n", place) ? 2 : 1;
      lines.push(cells);
      cells = [];
    }
  }
  if (cells.length) lines.push(cells);
  return lines;
}
