import { adminSignsIn, fits } from "./support/settings.js";
import { Chat } from "./support/customer.js";
import { expect, isAccessible, test } from "./support/test.js";

const TEXT = "## Where to park\n\nBicycle racks are behind building seven.\n\n<script>alert(1)</script><img src=x onerror=alert(1)>";
const TITLE = "Bicycle <img src=x onerror=alert(1)> racks";

test("an article is written, published, quoted in the portal's chat with its source, and withdrawn", async ({ newPerson }) => {
  const page = await newPerson({ javaScriptEnabled: false });
  await adminSignsIn(page);
  await page.goto("/app/HELP/settings/knowledge");
  await page.getByRole("link", { name: "Write an article" }).click();
  await page.getByLabel("Title").fill(TITLE);
  await page.getByLabel("Address").fill("bicycle-racks");
  await page.getByLabel("Text").fill(TEXT);
  await page.getByRole("button", { name: "Preview" }).click();
  const preview = page.getByRole("region", { name: "As customers will see it" });
  await expect(preview.getByText(TITLE)).toBeVisible();
  await expect(preview.locator("script, img")).toHaveCount(0);
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByRole("status")).toContainText("Saved");

  const customer = await newPerson();
  const chat = await Chat.onItsPage(customer);
  await chat.write("Where are the bicycle racks?");
  await expect(chat.log).toContainText("Bicycle racks are behind building seven.");
  const source = chat.log.getByRole("link").filter({ hasText: TITLE });
  await expect(source).toHaveAttribute("href", /^\/portal\/HELP\/articles\/bicycle-racks/);
  await chat.button("No").click();
  await expect(chat.log).toContainText("did not help");

  await page.goto("/app/HELP/settings/knowledge");
  const first = page.getByRole("row").nth(1);
  await expect(first).toContainText(TITLE);
  // It did not help once, never helped, and was quoted once.
  await expect(first).toHaveText(/1\s*0\s*1/);
  await first.getByRole("link").click();
  await page.getByRole("button", { name: "Withdraw" }).click();
  await expect(page.getByRole("status")).toContainText("Saved");
  const other = await Chat.onItsPage(await newPerson());
  await other.write("Where are the bicycle racks?");
  await expect(other.log).toContainText("in other words");
  await expect(other.log).not.toContainText("building seven");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing on the knowledge pages (${colorScheme})`, async ({ newPerson }) => {
    const page = await newPerson({ colorScheme });
    await adminSignsIn(page);
    for (const tail of ["", "/new", "/import"]) {
      await page.goto(`/app/HELP/settings/knowledge${tail}`);
      await isAccessible(page);
    }
    await page.getByRole("button", { name: "Import as a draft" }).click();
    await expect(page.getByRole("alert")).toBeVisible();
    await isAccessible(page);
  });
}

test("the knowledge pages fit into 320 pixels", async ({ newPerson }) => {
  const page = await newPerson({ viewport: { width: 320, height: 640 } });
  await adminSignsIn(page);
  for (const tail of ["", "/new", "/import"]) {
    await page.goto(`/app/HELP/settings/knowledge${tail}`);
    await fits(page);
  }
});
