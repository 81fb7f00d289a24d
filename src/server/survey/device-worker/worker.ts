/**
 * Keeps an interviewer's list and forms on the device: from the network while there is one, else as they were kept. Only
 * pages that were asked to be kept; what is sent goes through the form itself.
 */

declare const self: ServiceWorkerGlobalScope;

async function keepPages(addresses: readonly string[]): Promise<void> {
  const cache = await caches.open("khao-sat");
  await Promise.all(
    addresses.map(async (address) => {
      const answer = await fetch(address).catch(() => undefined);
      if (answer?.ok === true) await cache.put(address, answer);
    }),
  );
}

async function fromNetworkOrKept(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const cache = await caches.open("khao-sat");
    const known = await cache.match(request.url, { ignoreVary: true });
    if (known !== undefined) return known;
    throw error;
  }
}

function serve(): void {
  self.addEventListener("install", (event) => {
    event.waitUntil(self.skipWaiting());
  });
  self.addEventListener("activate", (event) => {
    event.waitUntil(self.clients.claim());
  });
  self.addEventListener("message", (event) => {
    const { source } = event;
    const told: unknown = event.data;
    if (!Array.isArray(told)) return;
    const addresses = told.filter((one): one is string => typeof one === "string");
    event.waitUntil(keepPages(addresses).then(() => source?.postMessage("kept", [])));
  });
  self.addEventListener("fetch", (event) => {
    if (event.request.method === "GET") event.respondWith(fromNetworkOrKept(event.request));
  });
}

export const WORKER_SCRIPT = `"use strict";${[keepPages, fromNetworkOrKept, serve].map(String).join("\n")}\nserve();`;
