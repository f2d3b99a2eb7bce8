// Renders a JSON Resume document with a theme: node render_theme.mjs THEME FILE
import { readFileSync } from "node:fs";

const [name, file] = process.argv.slice(2);
const theme = await import(name);
const render = theme.render ?? theme.default.render;
process.stdout.write(await render(JSON.parse(readFileSync(file, "utf8"))));
