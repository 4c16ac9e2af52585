import { posix } from "node:path";

import { expect } from "chai";

import { DOCUMENTS, FILES, FOLDERS, proseOf, read } from "./documents.js";

const exists = (path: string): boolean => path === "." || FOLDERS.has(path) || FILES.includes(path);

/** The anchors of a document's headings, made as GitHub makes them. */
function anchorsOf(document: string): string[] {
  const headings = [...proseOf(read(document)).matchAll(/^#+ (.*)$/gm)].map(([, title]) => title!);
  return headings.map((title) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

interface Link {
  readonly document: string;
  readonly target: string;
}

const links: Link[] = DOCUMENTS.flatMap((document) =>
  [...proseOf(read(document)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => ({ document, target: target! })),
).filter(({ target }) => !/^(https?|mailto):/.test(target));

/** What a link means, from the project's folder: a path and, perhaps, a heading there. */
function resolve({ document, target }: Link): { path: string; anchor: string | undefined } {
  const [path = "", anchor] = target.split("#");
  return { path: path === "" ? document : posix.join(posix.dirname(document), path).replace(/\/$/, ""), anchor };
}

describe("links of the documents", () => {
  it("are found, in more documents than one", () => {
    expect(new Set(links.map(({ document }) => document)).size).to.be.greaterThan(8);
    expect(links.filter(({ target }) => target.includes("#")).length).to.be.greaterThan(4);
  });

  it("lead to files and folders that are there", () => {
    const dead = links.filter((link) => !exists(resolve(link).path));
    expect(dead.map(({ document, target }) => `${document}: ${target}`)).to.deep.equal([]);
  });

  it("lead to headings that are there", () => {
    const dead = links.filter((link) => {
      const { path, anchor } = resolve(link);
      return anchor !== undefined && path.endsWith(".md") && exists(path) && !anchorsOf(path).includes(anchor);
    });
    expect(dead.map(({ document, target }) => `${document}: ${target}`)).to.deep.equal([]);
  });

  it("and paths in the text name what is there", () => {
    const tops = [...FOLDERS].filter((folder) => !folder.includes("/")).join("|");
    const named = DOCUMENTS.flatMap((document) =>
      [...proseOf(read(document)).matchAll(new RegExp(`\`((?:${tops})/[\\w./-]*)\``, "g"))].map(([, path]) => ({
        document,
        path: path!.replace(/\/$/, ""),
      })),
    ).filter(({ path }) => !path.startsWith("ignition/deployments"));
    expect(named.length).to.be.greaterThan(20);
    const dead = named.filter(({ path }) => !exists(path));
    expect(dead.map(({ document, path }) => `${document}: ${path}`)).to.deep.equal([]);
  });
});
