// Agents whose browsers raise real pop-ups: each has a browser with a profile, a pop-up blocker, and a desktop of its own
// that counts what comes up and presses it. Which tab has the keyboard is the browser's to say, not Playwright's.

import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { type BrowserContext, type CDPSession, type Page, chromium, expect } from "@playwright/test";

import { Desktop } from "./desktop/notifications.js";
import { PASSWORD, test as base } from "./test.js";

export { expect };

const run = promisify(execFile);

type Permission = "granted" | "denied" | "default";

/** Where "this alert is dealt with" stands in `FromBrowser`; within version 1 of the wire this never changes. */
const SHOWN = 2;

function isShown(frame: Buffer): boolean {
  return frame[0] === SHOWN;
}

export class Agent {
  private chooser: CDPSession | undefined;
  private dealtWith = new Set<string>();

  private constructor(
    readonly context: BrowserContext,
    readonly desktop: Desktop,
    private readonly profile: string,
  ) {
    context.on("page", (page) =>
      page.on("websocket", (socket) =>
        socket.on("framesent", ({ payload }) => {
          if (typeof payload !== "string" && isShown(payload)) this.dealtWith.add(payload.toString("hex"));
        }),
      ),
    );
  }

  static async withBrowser(origin: string, permission: Permission, launch: object, serviceWorkers: "allow" | "block"): Promise<Agent> {
    const desktop = await Desktop.start();
    const profile = await mkdtemp(join(tmpdir(), "profile-"));
    const options = launch as { args?: string[] };
    const context = await chromium.launchPersistentContext(profile, {
      ...options,
      baseURL: origin,
      locale: "en-GB",
      timezoneId: "UTC",
      serviceWorkers,
      args: [...(options.args ?? []), "--headless=new"],
      ignoreDefaultArgs: ["--disable-popup-blocking"],
      env: { ...(process.env as Record<string, string>), ...desktop.environment },
    });
    const agent = new Agent(context, desktop, profile);
    await agent.allows(permission, origin);
    return agent;
  }

  /** What the person chose behind the lock icon. It holds as long as the session that says it. */
  async allows(permission: Permission, origin: string): Promise<void> {
    const page = this.context.pages()[0] ?? (await this.context.newPage());
    this.chooser ??= await this.context.newCDPSession(page);
    const setting = permission === "default" ? "prompt" : permission;
    await this.chooser.send("Browser.setPermission", { permission: { name: "notifications" }, setting, origin });
  }

  async signsIn(address: string, password = PASSWORD): Promise<Page> {
    const page = await this.opens("/app/sign-in");
    await page.getByLabel("E-mail").fill(address);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).not.toHaveURL(/sign-in/);
    return page;
  }

  /** Opens a tab, which comes to the front. */
  async opens(path: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(path);
    await honest(page);
    return page;
  }

  /** The same in a tab that is there. */
  async goes(page: Page, path: string): Promise<void> {
    await page.goto(path);
    await this.isListening(page);
  }

  /** Opens a tab and waits until alerts can arrive there. */
  async watches(path: string): Promise<Page> {
    const page = await this.opens(path);
    await this.isListening(page);
    return page;
  }

  async isListening(page: Page): Promise<void> {
    await honest(page);
    await expect(page.locator("body[data-alerts]")).toBeAttached();
  }

  /** So many alerts have arrived in this browser and were shown, or kept quiet: what comes up later is something new. */
  async hasDealtWith(alerts: number): Promise<void> {
    await expect.poll(() => this.dealtWith.size).toBe(alerts);
  }

  /** The titles of all pop-ups that ever came up. */
  get titles(): string[] {
    return this.desktop.raised.map((popUp) => popUp.title);
  }

  /** Its pages show what comes, but the server never hears so. This goes for pages that are opened from now on. */
  async neverAnswers(): Promise<void> {
    await this.context.routeWebSocket("**/ws/v1/alerts", (page) => {
      const server = page.connectToServer();
      page.onMessage((frame) => {
        if (typeof frame === "string" || !isShown(frame)) server.send(frame);
      });
    });
  }

  /** A tab crashes, as when there is no memory left. */
  async loses(page: Page): Promise<void> {
    const crash = page.waitForEvent("crash");
    const session = await sessionOf(page);
    // Nobody is left to answer.
    void session.send("Page.crash").catch(() => undefined);
    await crash;
  }

  async signsOut(page: Page): Promise<void> {
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page).toHaveURL(/sign-in/);
  }

  /** The machine sleeps: not one of the browser's processes does anything. */
  async sleeps(): Promise<void> {
    await this.signal("STOP");
  }

  async wakes(): Promise<void> {
    await this.signal("CONT");
  }

  async leaves(): Promise<void> {
    await this.signal("CONT");
    await this.context.close();
    await this.desktop.stop();
    await rm(this.profile, { recursive: true, force: true });
  }

  /** Of this browser's own processes, which are known by their profile. */
  private async signal(name: "STOP" | "CONT"): Promise<void> {
    const { stdout } = await run("pgrep", ["-f", `user-data-dir=${this.profile}`]).catch(() => ({ stdout: "" }));
    const processes = stdout.split("\n").filter(Boolean).map(Number);
    for (const one of processes.filter((id) => id !== process.pid)) {
      try {
        process.kill(one, `SIG${name}`);
      } catch {
        // It has ended meanwhile.
      }
    }
  }
}

const sessions = new WeakMap<Page, CDPSession>();

async function sessionOf(page: Page): Promise<CDPSession> {
  const session = sessions.get(page) ?? (await page.context().newCDPSession(page));
  sessions.set(page, session);
  return session;
}

/** Lets a tab know itself whether it has the keyboard. Each document that it loads has to be told. */
async function honest(page: Page): Promise<void> {
  const session = await sessionOf(page);
  await session.send("Emulation.setFocusEmulationEnabled", { enabled: false });
}

interface Fixtures {
  /** A browser of an agent's, which has answered the browser's question like this. */
  newAgent: (permission?: Permission, options?: { serviceWorkers?: "allow" | "block" }) => Promise<Agent>;
}

export const test = base.extend<Fixtures>({
  newAgent: async ({ server, launchOptions, allowed }, use) => {
    const agents: Agent[] = [];
    const problems: string[] = [];
    await use(async (permission = "granted", options = {}) => {
      const agent = await Agent.withBrowser(server.origin, permission, launchOptions, options.serviceWorkers ?? "allow");
      agents.push(agent);
      agent.context.on("console", (message) => {
        if (message.type() === "error") problems.push(message.text());
      });
      agent.context.on("weberror", (error) => problems.push(String(error.error())));
      return agent;
    });
    for (const agent of agents) await agent.leaves();
    const unexpected = problems.filter((problem) => !allowed.some((pattern) => pattern.test(problem)));
    expect(unexpected, "the console stays silent").toEqual([]);
  },
});
