select max(batch) from {rows}
