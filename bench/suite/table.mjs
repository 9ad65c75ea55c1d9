// The table that a run prints: a line per contender, ours first.
//
// `ratio` is the peer's median over ours. `limit` is the bytes that the workload cannot avoid touching over the bandwidth measured in this
// run (for storage: over the measured throughput of IndexedDB), and `× limit` how often ours takes as long.

const HEAD = ['workload', 'contender', 'median', 'p95', 'n', 'ratio', 'limit', '× limit', 'load', 'goal', ''];

export function size(value, unit) {
  if (value === null || value === undefined) return '';
  if (unit === 'KB') return `${(value / 1000).toFixed(0)} KB`;
  if (unit === 'MB') return `${(value / 1e6).toFixed(1)} MB`;
  if (unit === 'times') return `${value.toFixed(2)}×`;
  if (unit === 'files' || unit === 'points') return String(value);
  const digits = value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0;
  return value >= 10_000 ? `${(value / 1000).toFixed(1)} s` : `${value.toFixed(digits)} ms`;
}

const times = (value) => (value === null || value === undefined ? '' : `${value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)}×`);

export function lines(rows) {
  const table = [HEAD];
  for (const row of rows) {
    const { unit } = row;
    table.push([
      `${row.id} ${row.title}`, 'Kith', size(row.ours.median, unit), size(row.ours.p95, unit), String(row.ours.n), '',
      size(row.limit, unit), times(row.limit ? row.ours.median / row.limit : null), row.load.toFixed(2), '', '',
    ]);
    for (const goal of row.goals) table.push([`   ${goal.what}`, '', '', '', '', '', '', '', '', goal.text, goal.met ? 'met' : 'short']);
    for (const peer of row.peers) table.push(['', peer.name, size(peer.median, unit), size(peer.p95, unit), String(peer.n), times(peer.ratio), '', '', '', '', '']);
    for (const note of row.notes) table.push([`   ${note}`]);
  }
  const widths = HEAD.map((_, column) => Math.max(...table.filter((line) => line.length > 1).map((line) => line[column].length)));
  const drawn = table.map((line) => (line.length === 1 ? line[0] : line.map((cell, column) => (column >= 2 && column <= 8 ? cell.padStart(widths[column]) : cell.padEnd(widths[column]))).join('  ').trimEnd()));
  drawn.splice(1, 0, widths.map((width) => '─'.repeat(width)).join('  '));
  return drawn;
}
