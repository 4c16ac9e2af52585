import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";

import { type Browser, chromium } from "playwright-core";

const PACKAGE = dirname(dirname(dirname(fileURLToPath(import.meta.resolve("@sparticuz/chromium")))));

/** Unpacks the libraries that come with the browser, for machines that have none of them. Once for all runs. */
function libraries(): string {
  const { version } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8")) as { version: string };
  const folder = join(tmpdir(), `stakespace-chromium-${version}-${process.getuid?.() ?? 0}`);
  if (!existsSync(folder)) {
    const fresh = mkdtempSync(join(tmpdir(), "stakespace-chromium-"));
    for (const name of ["al2023", "fonts", "swiftshader"]) {
      const archive = join(fresh, `${name}.tar`);
      writeFileSync(archive, brotliDecompressSync(readFileSync(join(PACKAGE, "bin", `${name}.tar.br`))));
      execFileSync("tar", ["-xf", archive, "-C", fresh]);
      rmSync(archive);
    }
    writeFileSync(join(fresh, "chromium"), brotliDecompressSync(readFileSync(join(PACKAGE, "bin", "chromium.br"))), {
      mode: 0o755,
    });
    mkdirSync(join(fresh, "home"));
    try {
      renameSync(fresh, folder);
    } catch {
      // Another run was quicker.
      rmSync(fresh, { recursive: true });
    }
  }
  return folder;
}

/** Starts the browser of the npm package: nothing has to be installed. */
export function launch(): Promise<Browser> {
  const folder = libraries();
  const has = (name: string): boolean => existsSync(join(folder, name));
  const found = ["al2023/lib", "lib"].filter(has).map((name) => join(folder, name));
  return chromium.launch({
    executablePath: join(folder, "chromium"),
    args: ["--no-sandbox", "--headless=shell", "--no-zygote", "--disable-gpu", "--font-render-hinting=none"],
    env: {
      ...(process.env as Record<string, string>),
      LD_LIBRARY_PATH: [...found, process.env["LD_LIBRARY_PATH"] ?? ""].join(":"),
      FONTCONFIG_PATH: join(folder, "fonts"),
      HOME: join(folder, "home"),
      // Without one the browser calls its language en-US@posix, which no formatter knows.
      LANGUAGE: "en",
      LANG: "en_US.UTF-8",
      LC_ALL: "en_US.UTF-8",
    },
  });
}
