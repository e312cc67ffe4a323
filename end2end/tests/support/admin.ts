// What an admin does in the settings, in the document's words.

import { type Locator, type Page, expect } from "@playwright/test";

import { PASSWORD } from "./test.js";

export class Admin {
  constructor(
    readonly page: Page,
    readonly space = "HELP",
  ) {}

  /** Signs an admin in, who is the site's unless another is named, and opens the space. */
  static async signsIn(page: Page, space = "HELP", email = "admin@northwind.example"): Promise<Admin> {
    await page.goto("/app/sign-in");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    const admin = new Admin(page, space);
    await page.goto(`/app/${space}/items`);
    await expect(admin.sidebar).toBeVisible();
    return admin;
  }

  get sidebar(): Locator {
    return this.page.getByRole("navigation", { name: "Space" });
  }

  get main(): Locator {
    return this.page.getByRole("main");
  }

  heading(name: string): Locator {
    return this.page.getByRole("heading", { name, exact: true, level: 1 });
  }

  link(name: string): Locator {
    return this.main.getByRole("link", { name, exact: true });
  }

  button(name: string): Locator {
    return this.main.getByRole("button", { name, exact: true });
  }

  get toggle(): Locator {
    return this.main.getByRole("switch", { name: "Live chat", exact: true });
  }

  /** One of the things that *Is it live?* lists, by its name. */
  check(name: string): Locator {
    return this.main.getByRole("region", { name: "What it depends on" }).getByRole("listitem").filter({ has: this.page.getByText(name, { exact: true }) });
  }

  async opens(path: string): Promise<void> {
    await this.page.goto(`/app/${this.space}/settings${path}`);
  }

  /** In the left sidebar, Settings, then Features. */
  async opensFeatures(): Promise<void> {
    await this.sidebar.getByRole("link", { name: "Settings", exact: true }).click();
    await this.link("Features").click();
    await expect(this.heading("Features")).toBeVisible();
  }

  /** More actions (…), then Space settings, then Live chat. */
  async opensLiveChat(): Promise<void> {
    await this.sidebar.getByLabel("More actions").click();
    await this.sidebar.getByRole("link", { name: "Space settings", exact: true }).click();
    await this.link("Live chat").click();
    await expect(this.heading("Live chat")).toBeVisible();
  }

  async turnsFeature(state: "on" | "off"): Promise<void> {
    await this.opens("/features");
    const wanted = String(state === "on");
    if ((await this.toggle.getAttribute("aria-checked")) !== wanted) await this.toggle.click();
    await expect(this.toggle).toHaveAttribute("aria-checked", wanted);
  }

  /** On the page where the site's plan is chosen. */
  async choosesPlan(plan: "Free" | "Standard" | "Premium" | "Enterprise"): Promise<void> {
    await this.main.getByRole("radio", { name: plan, exact: true }).check();
    await this.sends("Save");
  }

  /** Presses the button of a form, and waits until what was sent is stored. */
  async sends(button: string): Promise<void> {
    const stored = this.page.waitForResponse((answer) => answer.request().method() === "POST" && answer.status() === 303);
    await this.button(button).click();
    await stored;
    await expect(this.page).toHaveURL(/[?]done=/);
  }
}
