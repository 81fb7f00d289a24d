import { useState } from "react";

/** When this sitting began, by the server's clock: kept for as long as the window is open, so that a reload does not begin another. */
export function useStart(campaignId: string, round: string, now: string): string {
  const [start] = useState(() => {
    const place = `congtam.sitting.${campaignId}.${round}`;
    try {
      const kept = sessionStorage.getItem(place);
      if (kept !== null) return kept;
      sessionStorage.setItem(place, now);
    } catch {
      // Without a store a reload begins another sitting.
    }
    return now;
  });
  return start;
}
