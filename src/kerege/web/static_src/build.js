// Bundles styles, fonts and scripts into ../static/built under names that carry a hash; writes manifest.json and .gz/.br beside.
import { build } from "esbuild";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "static", "built");
const entries = readdirSync(here).filter((name) => /\.(css|js|mjs)$/.test(name) && name !== "build.js");

rmSync(out, { recursive: true, force: true });
const result = await build({
  entryPoints: [...entries.map((name) => join(here, name)), join(here, "pictures", "mark.svg")],
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome100", "firefox100", "safari15"],
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  loader: { ".woff2": "file", ".svg": "copy" },
  legalComments: "eof",
  metafile: true,
  logLevel: "warning",
});

const manifest = {};
for (const [path, made] of Object.entries(result.metafile.outputs)) {
  const source = made.entryPoint ?? Object.keys(made.inputs)[0];
  manifest[basename(source)] = basename(path);
}
writeFileSync(join(out, "manifest.json"), JSON.stringify(manifest, Object.keys(manifest).sort(), 1) + "\n");

for (const name of readdirSync(out)) {
  if (![".css", ".js", ".svg", ".json"].includes(extname(name))) continue;
  const content = readFileSync(join(out, name));
  writeFileSync(join(out, name + ".gz"), gzipSync(content, { level: 9 }));
  writeFileSync(join(out, name + ".br"), brotliCompressSync(content));
}
