// Bundles styles, fonts and scripts into ../static/built under names that carry a hash; writes manifest.json and .gz/.br beside.
import { build } from "esbuild";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import subsetFont from "subset-font";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "static", "built");
const entries = readdirSync(here).filter((name) => /\.(css|js|mjs)$/.test(name) && name !== "build.js");

// A font file named with ?plain, ?cyrillic, ?steppe (the letters Kazakh, Kyrgyz, Tajik and Uzbek add) or ?arabic (with Persian,
// Pashto, Uighur) is cut down to the letters most pages need: a third of the weight.
const letters = (...ranges) =>
  ranges.map(([first, last = first]) => String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, at) => first + at))).join("");
const cuts = {
  "?plain": letters([0x20, 0x7e], [0xa0], [0xa7], [0xab], [0xb0, 0xb1], [0xb7], [0xbb], [0xd7], [0x2bb, 0x2bc], [0x2010, 0x2015], [0x2018, 0x201e], [0x2022], [0x2026], [0x2030], [0x2032, 0x2033], [0x2190, 0x2193], [0x2212]),
  "?cyrillic": letters([0x400, 0x45f], [0x490, 0x491], [0x4b0, 0x4b1], [0x2116]),
  "?steppe": "ӘәҒғҚқҢңӨөҮүҺһӢӣӮӯҶҷҲҳ",
  "?arabic": letters([0x60c], [0x61b], [0x61f], [0x621, 0x63a], [0x640, 0x655], [0x660, 0x66c], [0x670]) + "پټچځڅډړږژښکګگڭڼھۀۆۇۈۋیۍېە" + letters([0x6f0, 0x6f9], [0x200c, 0x200d]),
};
const keepFeatures = ["kern", "ccmp", "locl", "mark", "mkmk", "init", "medi", "fina", "isol", "rlig", "liga", "calt"];
const cutFonts = {
  name: "cut-fonts",
  setup(build) {
    build.onLoad({ filter: /\.woff2$/ }, async ({ path, suffix }) => {
      if (!suffix) return undefined;
      if (!cuts[suffix]) throw new Error(`no such cut of a font: ${suffix}; there are ${Object.keys(cuts).join(", ")}`);
      const contents = await subsetFont(readFileSync(path), cuts[suffix], { targetFormat: "woff2", noHinting: true, keepFeatures });
      return { contents, loader: "file" };
    });
  },
};

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
  plugins: [cutFonts],
  logLevel: "warning",
  write: false,
});

// Only a build that worked replaces what was there.
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
for (const file of result.outputFiles) writeFileSync(file.path, file.contents);

const manifest = {};
for (const [path, made] of Object.entries(result.metafile.outputs)) {
  const source = made.entryPoint ?? Object.keys(made.inputs)[0];
  manifest[basename(source)] = basename(path);
}
writeFileSync(join(out, "manifest.json"), JSON.stringify(manifest, Object.keys(manifest).sort(), 1) + "\n");

const licences = ["htmx.org", "@fontsource/ibm-plex-sans", "@fontsource/ibm-plex-sans-arabic"].map(
  (name) => `${name}\n\n${readFileSync(join(here, "../../../../node_modules", name, "LICENSE"), "utf8")}`,
);
writeFileSync(join(out, "LICENCES.txt"), licences.join("\n\n"));

for (const name of readdirSync(out)) {
  if (![".css", ".js", ".svg", ".json"].includes(extname(name))) continue;
  const content = readFileSync(join(out, name));
  writeFileSync(join(out, name + ".gz"), gzipSync(content, { level: 9 }));
  writeFileSync(join(out, name + ".br"), brotliCompressSync(content));
}
