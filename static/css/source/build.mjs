// node build.mjs FOLDER: writes reading.css and site.css, and each mirrored for right-to-left, into FOLDER.
// `make css` runs it outside the tree. The same sources and package-lock.json give the same bytes.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import postcss from "postcss";
import rtlcss from "rtlcss";
import * as sass from "sass";

// GOV.UK Frontend's colours by name, in ours: dark mode and a scheme's own colours then change custom properties only.
const ours = {
  "text": "ink", "secondary-text": "soft", "inverse-text": "brand-ink", "body-background": "paper", "brand": "brand",
  "link": "link", "link-hover": "link", "link-visited": "link", "link-active": "link", "focus": "focus", "focus-text": "paper",
  "error": "bad", "success": "good", "border": "line", "input-border": "edge", "hover": "line",
};

// And those that it writes as they are: by rule, then property.
const paint = {
  ".govuk-button": { "color": "var(--act-ink)", "background-color": "var(--act)" },
  ".govuk-button--secondary": { "color": "var(--link)", "background-color": "transparent" },
  ".govuk-button--warning": { "color": "var(--bad)", "background-color": "transparent" },
  ".govuk-pagination__next": { "background-color": "var(--warm-soft)" },
  ".govuk-tag": { "color": "inherit", "background-color": "transparent" },
  ".govuk-tag--green": { "color": "var(--good)", "background-color": "var(--good-soft)" },
  ".govuk-tag--red": { "color": "var(--bad)", "background-color": "var(--bad-soft)" },
  ".govuk-tag--yellow": { "color": "inherit", "background-color": "var(--warm-soft)" },
};

// Variants that no page of ours has. Focus is one ring for everything (_base.scss), but for boxes that draw their own.
const unused = [
  /:focus/, /-moz-/, /govuk-button(--(inverse|start)|__|.*:(link|visited|active|:?before)|.*\[disabled\])/,
  /govuk-(breadcrumbs__link|skip-link):(link|visited|active)/,
  /govuk-input(__|--(width-(30|20|4|3|2)|extra)|:disabled)/, /govuk-(select|textarea):disabled/, /:disabled/,
  /govuk-(label|fieldset__legend|table__caption)--/, /govuk-label-wrapper/, /govuk-fieldset__heading/,
  /govuk-(radios|checkboxes)(--|__(hint|divider|conditional))/, /govuk-table(--|__(header|cell)--)/,
  /govuk-breadcrumbs--/, /govuk-pagination(--|__(item|list|icon|link-(title|label)))/, /govuk-summary-(card|list--|list__(actions-list|row--no-border))/,
  /govuk-tag--(purple|orange|teal|magenta|grey|turquoise|pink)/, /govuk-skip-link-focused/, /govuk-error-summary__list a/,
];
const kept = [/__input:focus ?\+/, /govuk-skip-link:/];
const notOnReadingPages = [/govuk-(label|hint|error-message|fieldset)/, /govuk-(input|select)--(error|width)/];
const oldBrowsers = /-ms-high-contrast|screen(\\0|\uFFFD)|caret-color/;

// What the body says already, and what no browser that knows var() needs.
const inherited = {
  "font-family": /^(inherit|sans-serif)$/, "color": /^var\(--govuk-text-colour,[^)]*\)$/, "font-size": /^1\.125rem$/, "line-height": /^1\.55$/, "font-weight": /^400$/,
  "-webkit-font-smoothing": /./, "-moz-osx-font-smoothing": /./, "-webkit-appearance": /./, "-moz-appearance": /./, "word-wrap": /./,
  "-webkit-clip-path": /./, "-webkit-user-select": /./, "-ms-user-select": /./, "user-select": /./, "clip": /./, "touch-action": /./,
  "text-decoration-skip": /./, "-webkit-text-decoration-skip": /./, "text-decoration-skip-ink": /./,
  "-webkit-text-decoration-skip-ink": /./, "--govuk-frontend-version": /./,
};

const isGovuk = (rule) => rule.selector.includes("govuk-");

function trim(sheet, dropped) {
  sheet.walkAtRules((at) => {
    if (oldBrowsers.test(at.params)) at.remove();
    else if (/-ms-ime-align|padding: ?max|border-width: ?max/.test(at.params)) /ime/.test(at.params) ? at.replaceWith(at.nodes) : at.remove();
  });
  sheet.walkRules((rule) => {
    if (!(isGovuk(rule) || rule.selector === ":root")) return;
    rule.selectors = rule.selectors.filter((one) => kept.some((some) => some.test(one)) || !dropped.some((some) => some.test(one)));
    if (!rule.selector) return rule.remove();
    rule.walkDecls((it) => {
      if (inherited[it.prop]?.test(it.value)) return it.remove();
      it.value = it.value.replace(/var\(--govuk-([a-z-]+)-colour,[^)]*\)/g, (_, name) => `var(--${ours[name]})`);
    });
  });
}

// A later rule takes the place of an earlier one with the same selectors, declaration by declaration; a rule for every
// screen also takes the place of one for some.
function settle(sheet) {
  const before = [];
  const condition = (rule) => (rule.parent.type === "atrule" ? rule.parent.params : "");
  const covers = (mine, theirs) => theirs === mine || (theirs.startsWith(`${mine}-`) && theirs !== "border-radius");
  sheet.walkRules((rule) => {
    for (const earlier of before) {
      if (condition(rule) && condition(rule) !== condition(earlier)) continue;
      if (!earlier.selectors.every((one) => rule.selectors.includes(one))) continue;
      rule.each((mine) => earlier.each((theirs) => {
        if (mine.type === "decl" && theirs.type === "decl" && !theirs.important && covers(mine.prop, theirs.prop)) theirs.remove();
      }));
    }
    before.push(rule);
  });
  sheet.walkRules((rule) => { if (!rule.nodes.length) rule.remove(); });
  sheet.walkAtRules((at) => { if (at.nodes && !at.nodes.length) at.remove(); });
}

function repaint(sheet) {
  sheet.walkRules((rule) => {
    const name = rule.selectors[0].replace(/:.*/, "");
    rule.walkDecls((it) => { if (/#|(?<!-)\b(white|black)\b/.test(it.value) && paint[name]?.[it.prop]) it.value = paint[name][it.prop]; });
  });
}

// What rtlcss does not know: the shape that the closed marker of <details> is cut to turns round, a tick does not.
const mirrored = [
  ["polygon(0% 0%, 100% 50%, 0% 100%)", "polygon(100% 0%, 0% 50%, 100% 100%)"],
  ["transform:rotate(45deg);border:solid;border-width:0 5px 5px 0", "transform:rotate(-45deg);border:solid;border-width:0 0 5px 5px"],
];

function build(name, dropped) {
  const { css } = sass.compile(new URL(`${name}.scss`, import.meta.url).pathname, { style: "compressed", loadPaths: ["node_modules"], charset: false });
  const sheet = postcss.parse(css);
  trim(sheet, dropped);
  repaint(sheet);
  settle(sheet);
  const left = sheet.toString();
  const foreign = left.replace(/:root\{[^}]*\}/g, "").match(/#[0-9a-f]{3,8}\b(?![^{}]*\{)/gi)?.filter((colour) => colour !== "#000");
  if (foreign?.length) throw new Error(`${name}.css has colours outside the palette: ${[...new Set(foreign)].join(" ")}`);
  const right = mirrored.reduce((css, [from, to]) => css.replace(from, to), postcss([rtlcss]).process(left, { from: undefined }).css);
  for (const [file, text] of [[`${name}.css`, left], [`${name}.rtl.css`, right]]) writeFileSync(join(process.argv[2], file), `${text.trim()}\n`);
}

build("reading", [...unused, ...notOnReadingPages]);
build("site", unused);
