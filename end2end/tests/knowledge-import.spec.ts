// Articles from Markdown files.

import { adminSignsIn, fits } from "./support/settings.js";
import { expect, isAccessible, test } from "./support/test.js";

const IMPORT = "/app/HELP/settings/knowledge/import";

function file(name: string, text: string): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: "text/markdown", buffer: Buffer.from(text) };
}

test("several files come in as drafts, without script; a bad one keeps all out and says why", async ({ newPerson }) => {
  const page = await newPerson({ javaScriptEnabled: false });
  await adminSignsIn(page);
  await page.goto(IMPORT);
  const racks = file("bicycle-racks.md", "# Bicycle racks\n\nBehind building seven.\n");
  await page.getByLabel("Markdown files").setInputFiles([racks, file("notes.txt", "Nothing")]);
  await page.getByRole("button", { name: "Import files as drafts" }).click();
  await expect(page.getByRole("alert")).toContainText("Nothing was imported.");
  await expect(page.getByRole("alert")).toContainText("notes.txt: Its name does not end in .md.");
  await page.getByLabel("Markdown files").setInputFiles([racks, file("lockers.md", "# Lockers\n\nIn the hall.\n")]);
  await page.getByRole("button", { name: "Import files as drafts" }).click();
  await expect(page.getByRole("status")).toHaveText("2 articles came in as drafts.");
  await expect(page.getByRole("row", { name: /Bicycle racks Draft/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /Lockers Draft/ })).toBeVisible();
});

test("axe finds nothing on the import, and it is not wider than a phone", async ({ newPerson }) => {
  const page = await newPerson({ viewport: { width: 320, height: 640 } });
  await adminSignsIn(page);
  await page.goto(IMPORT);
  await isAccessible(page);
  await fits(page);
  await page.getByRole("button", { name: "Import files as drafts" }).click();
  await expect(page.getByRole("alert")).toContainText("Choose at least one file");
  await isAccessible(page);
  await fits(page);
});
