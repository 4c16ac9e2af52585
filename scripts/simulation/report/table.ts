/** A table; cells are HTML already. Wide ones scroll by themselves, so that a phone's page does not. */
export function htmlTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[], tag: string): string =>
    `<tr>${row.map((cell) => `<${tag}>${cell}</${tag}>`).join("")}</tr>`;
  const body = rows.map((row) => cells(row, "td")).join("\n");
  return `<div class="scroll" tabindex="0"><table><thead>${cells(head, "th")}</thead><tbody>${body}</tbody></table></div>`;
}
