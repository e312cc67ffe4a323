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

test("Rovo quotes on the portal every article, only the chosen one or none, as the scenario says", async ({ newPerson }) => {
  const page = await newPerson();
  await adminSignsIn(page);
  /** What somebody new is answered. */
  const asks = async (question: string): Promise<Chat> => {
    const chat = await Chat.onItsPage(await newPerson());
    await chat.writeAndSee(question);
    return chat;
  };
  const quotes = async (question: string, title: string) => {
    const { log } = await asks(question);
    await expect(log).toContainText("Here is what I found.");
    await expect(log.getByRole("link").filter({ hasText: title }).first()).toHaveAttribute("href", /^\/portal\/HELP\/articles\//);
  };
  const quotesNothing = async (question: string) => {
    const { log } = await asks(question);
    await expect(log).toContainText("in other words");
    await expect(log).not.toContainText("Here is what I found.");
    await expect(log.getByRole("link")).toHaveCount(0);
  };
  const saves = async (knowledge: string) => {
    await page.goto("/app/HELP/settings/rovo/scenarios/1");
    await page.getByRole("radio", { name: knowledge, exact: true }).check();
    await page.getByRole("button", { name: "Save", exact: true }).click();
  };
  const [vpn, leave] = ["How do I connect to the VPN?", "How do I book annual leave?"];
  await quotes(vpn, "Connect to the VPN");
  await quotes(leave, "Book annual leave");

  await saves("Only the chosen ones");
  await expect(page.getByText("Choose at least one article, or None.")).toBeVisible();
  await page.getByRole("checkbox", { name: "Connect to the VPN", exact: true }).check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("main").getByRole("status")).toContainText("Saved.");
  await quotes(vpn, "Connect to the VPN");
  await quotesNothing(leave);

  await saves("None");
  await expect(page.getByRole("main").getByRole("status")).toContainText("Saved.");
  await quotesNothing(vpn);
});

test("axe finds nothing on the knowledge pages", async ({ newPerson }) => {
  const page = await newPerson();
  await adminSignsIn(page);
  for (const tail of ["", "/new", "/import"]) {
    await page.goto(`/app/HELP/settings/knowledge${tail}`);
    await isAccessible(page);
  }
  await page.getByRole("button", { name: "Import as a draft" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await isAccessible(page);
});

test("the knowledge pages fit into 320 pixels", async ({ newPerson }) => {
  const page = await newPerson({ viewport: { width: 320, height: 640 } });
  await adminSignsIn(page);
  for (const tail of ["", "/new", "/import"]) {
    await page.goto(`/app/HELP/settings/knowledge${tail}`);
    await fits(page);
  }
});
