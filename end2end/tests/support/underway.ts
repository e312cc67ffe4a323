// What is under way on a portal when an admin changes something: somebody talks to an agent, somebody waits, and somebody
// is with Rovo and sees that a person can be asked for.

import { type Page, expect } from "@playwright/test";

import { Inbox } from "./agent.js";
import { Chat } from "./customer.js";
import { agentSignsIn } from "./test.js";

export class Underway {
  private constructor(
    readonly inbox: Inbox,
    readonly live: Chat,
    readonly waiting: Chat,
    readonly open: Chat,
  ) {}

  static async begins(newPerson: () => Promise<Page>): Promise<Underway> {
    const agent = await newPerson();
    await agentSignsIn(agent, "ana");
    const inbox = new Inbox(agent);
    const live = await Chat.onItsPage(await newPerson());
    await live.writeAndSee("My laptop shows a blue screen");
    await live.asksForAPerson();
    await inbox.claims();
    await expect(live.log).toContainText("Ana Torres joined");
    const waiting = await Chat.onItsPage(await newPerson());
    await waiting.writeAndSee("The scanner hums and does nothing");
    await waiting.asksForAPerson();
    const open = await Chat.onItsPage(await newPerson());
    const underway = new Underway(inbox, live, waiting, open);
    await underway.isOffered();
    return underway;
  }

  /** Nobody has stopped anything. */
  async isOffered(): Promise<void> {
    await expect(this.open.button("Talk to a person")).toBeVisible();
  }

  /** The offer has gone from the open chat, where Rovo stays; and who waited has a number. */
  async hasStopped(): Promise<void> {
    await expect(this.open.button("Talk to a person")).toHaveCount(0);
    await this.open.writeAndSee("How do I connect to the VPN?");
    await expect(this.open.log).toContainText("Here is what I found.");
    await expect(this.open.button("Talk to a person")).toHaveCount(0);
    await expect(this.waiting.log).toContainText("Live chat has closed. We answer you in HELP-2");
    await expect(this.waiting.header).not.toContainText("Waiting for a person");
    await expect(this.inbox.rows("Unassigned")).toHaveCount(0);
  }

  /** Agent and customer go on, until the agent ends it. */
  async goesOnToItsEnd(): Promise<void> {
    await this.live.writeAndSee("It is still blue");
    await expect(this.inbox.log.getByText("It is still blue")).toHaveCount(1);
    await this.inbox.writes("Hold the power button");
    await expect(this.live.log.getByText("Hold the power button")).toHaveCount(1);
    await this.inbox.ends();
    await expect(this.live.log).toContainText("The chat has ended. HELP-1 has the transcript");
    await expect(this.live.button("Talk to a person")).toHaveCount(0);
  }
}
