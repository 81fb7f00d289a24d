import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { actOnFile } from "../../../contract/assessment.ts";
import type { FileAction } from "../../../contract/file.ts";
import { forget, useAct } from "../../shell/query.ts";
import { Refused } from "../../ui/refusal.ts";
import type { File } from "../file-model.ts";

type Acting = { readonly act: (action: FileAction) => Promise<boolean>; readonly isBusy: boolean; readonly error: unknown; readonly isStale: boolean };

/** Does one thing with a file, once, however often the button is pressed; says whether it was done. */
export function useActOnFile({ campaignId, unitId, version }: File): Acting {
  const client = useQueryClient();
  const { mutateAsync, isPending, error } = useAct(actOnFile, { touches: ["assessment", "home", "campaign"] });
  const [isStale, setStale] = useState(false);
  const isUnderWay = useRef(false);
  const act = async (body: FileAction): Promise<boolean> => {
    if (isUnderWay.current) return false;
    isUnderWay.current = true;
    setStale(false);
    try {
      await mutateAsync({ params: { campaignId, unitId }, body, version });
      return true;
    } catch (error_) {
      // Somebody was quicker: the page shows what they did, and nothing is done on top of it unseen.
      if (error_ instanceof Refused && (error_.is("stale") || error_.is("conflict"))) {
        setStale(error_.is("stale"));
        await forget(client, ["assessment"]);
      }
      return false;
    } finally {
      isUnderWay.current = false;
    }
  };
  return { act, isBusy: isPending, error: isStale ? null : error, isStale };
}
