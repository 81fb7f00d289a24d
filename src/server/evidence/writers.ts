import { Problem } from "../platform/index.ts";

/** How many files come in at the same time: each takes memory and the disk, and one unit must not take the line from all others. */

export type WriterLimits = { readonly inAll: number; readonly ofUnit: number };

/** A browser sends a few files at once; a unit has a few people; the last evening has all of them. */
export const WRITERS: WriterLimits = { inAll: 128, ofUnit: 24 };

export type Writers = { /** Throws when there is no room for one more; what it gives back makes room again. */ readonly enter: (unitId: string) => () => void };

export function makeWriters({ inAll, ofUnit }: WriterLimits): Writers {
  const byUnit = new Map<string, number>();
  let all = 0;
  return {
    enter: (unitId) => {
      const own = byUnit.get(unitId) ?? 0;
      if (own >= ofUnit) throw new Problem("unavailable", { detail: { vi: `Đơn vị đang gửi ${String(own)} tệp cùng lúc; tệp này sẽ được gửi khi có tệp xong.`, en: `The unit is sending ${String(own)} files at once; this one follows when one of them is done.` } });
      if (all >= inAll) throw new Problem("unavailable", { detail: { vi: "Đang có quá nhiều tệp gửi cùng lúc; phần đã nhận được giữ lại, hãy gửi tiếp sau ít giây.", en: "Too many files are being sent at once; what was received is kept, go on in a few seconds." } });
      byUnit.set(unitId, own + 1);
      all++;
      return () => {
        all--;
        const left = (byUnit.get(unitId) ?? 1) - 1;
        if (left === 0) byUnit.delete(unitId);
        else byUnit.set(unitId, left);
      };
    },
  };
}
