/** What the page says. Another language is another folder of the same shape. */
export { words } from "./en/index.ts";
