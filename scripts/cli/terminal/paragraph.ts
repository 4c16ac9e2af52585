/**
 * Text in lines of at most `width` characters, broken at spaces; a longer word has a line of its own.
 *
 * @param text Words and single spaces.
 */
export function paragraph(text: string, width = 128): string {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines.join("\n");
}
