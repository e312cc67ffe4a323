// The wire between a customer's page and the server, for what must happen at one exact moment. Everything but what a test
// asks for goes through, heartbeats above all; so the page never gives up its line.

import { type Page, type WebSocketRoute, expect } from "@playwright/test";

/** Where a kind of frame stands in `ToCustomer`; within version 1 of the wire this never changes. */
export const OFFER = 8;
const BYE = 9;

export interface Wire {
  /** From now on the page is not told of this kind of thing. */
  holds: (kind: number) => void;
  /** The next message with these words reaches the server with nothing in it, which it must refuse. */
  blanks: (words: string) => void;
  /** The next message with these words does not reach the server. */
  loses: (words: string) => void;
  /** The page is told that the server speaks another version, as after an update. */
  isOutdated: () => void;
  /** How often the page has connected. */
  connected: () => number;
}

/** Puts itself between a customer's page and the server, before the page is opened. */
export async function customersWire(page: Page): Promise<Wire> {
  const held = new Set<number>();
  const blank: string[] = [];
  const lost: string[] = [];
  const sockets: WebSocketRoute[] = [];
  await page.routeWebSocket(/\/ws\/v1\/customer/, (socket) => {
    sockets.push(socket);
    const server = socket.connectToServer();
    server.onMessage((message) => {
      const kind = typeof message === "string" ? undefined : message[0];
      if (kind === undefined || !held.has(kind)) socket.send(message);
    });
    socket.onMessage((message) => {
      const gone = lost.findIndex((text) => message.includes(text));
      if (gone >= 0) return void lost.splice(gone, 1);
      // The words are the end of their frame.
      const words = blank.find((text) => message.includes(text));
      if (words === undefined || typeof message === "string") return server.send(message);
      blank.splice(blank.indexOf(words), 1);
      server.send(Buffer.concat([message.subarray(0, message.indexOf(words)), Buffer.alloc(Buffer.byteLength(words), " ")]));
    });
  });
  return {
    holds: (kind) => void held.add(kind),
    blanks: (words) => void blank.push(words),
    loses: (words) => void lost.push(words),
    // To come back at once, loaded anew.
    isOutdated: () => sockets.at(-1)?.send(Buffer.from([BYE, 0, 1])),
    connected: () => sockets.length,
  };
}

export interface Line {
  /** What the page says from now on stays on its way. */
  waits: () => void;
  /** What was on its way arrives. */
  goesOn: () => void;
}

/** Puts itself between an agent's page and the server, before the page is opened. */
export async function agentsLine(page: Page): Promise<Line> {
  let isWaiting = false;
  let onItsWay: (() => void)[] = [];
  await page.routeWebSocket(/\/ws\/v1\/agent/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      if (isWaiting) onItsWay.push(() => server.send(message));
      else server.send(message);
    });
  });
  return {
    waits: () => void (isWaiting = true),
    goesOn: () => {
      isWaiting = false;
      for (const arrive of onItsWay) arrive();
      onItsWay = [];
    },
  };
}

/** A customer's page that is about to be opened has its line to the server, which has said something on it. That a page's
 * module runs says less: its line may still be on the way. */
export async function lineIsUp(page: Page): Promise<void> {
  const socket = await page.waitForEvent("websocket", (one) => one.url().includes("/ws/v1/customer"));
  await socket.waitForEvent("framereceived");
}

export interface Ear {
  /** The page hears nothing more on the line that it has now. Another line it hears. */
  closes: () => void;
  /** The server has told these words on the page's line, heard or not: so they are stored. */
  wasTold: (words: string) => Promise<void>;
}

/** Puts itself between a page and the server, before the page is opened. */
export async function earOf(page: Page, who: "customer" | "agent"): Promise<Ear> {
  let isClosed = { now: false };
  let told = Buffer.alloc(0);
  await page.routeWebSocket(new RegExp(`/ws/v1/${who}`), (socket) => {
    const line = (isClosed = { now: false });
    const server = socket.connectToServer();
    server.onMessage((message) => {
      told = Buffer.concat([told, Buffer.from(message)]);
      if (!line.now) socket.send(message);
    });
  });
  return {
    closes: () => void (isClosed.now = true),
    wasTold: async (words) => expect.poll(() => told.includes(words), words).toBe(true),
  };
}
