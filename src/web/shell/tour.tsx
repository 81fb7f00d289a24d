import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Role } from "../../contract/route.ts";
import { MENU } from "./navigation.ts";
import { hasRole, useSession } from "./session.ts";
import { endTour, rememberTour, startTour, useIsTouring, wasToured } from "./tour-state.ts";
import { useTourWords } from "./tour/words.ts";
import "./tour.css";

/** A first look around: what the menu's entries are for, one after another. */

/** In this order, of those that are in one's menu; then the bell. */
const STOPS = ["/", "/campaigns", "/regulations", "/accounts", "/audit"] as const;
type Stop = (typeof STOPS)[number] | "bell";

const MOST_STOPS = 5;

function stopsOf(roles: (...wanted: readonly Role[]) => boolean): readonly Stop[] {
  const mine = new Set<string>(MENU.filter((one) => one.roles === undefined || roles(...one.roles)).map(({ to }) => to));
  return [...STOPS.filter((stop) => mine.has(stop)).slice(0, MOST_STOPS - 1), "bell"];
}

const placeOf = (stop: Stop): HTMLElement | null => document.querySelector<HTMLElement>(stop === "bell" ? ".bell" : `.frame-side .menu a[href="${stop}"]`);

/** Beside the entry where it is seen, else in the middle of the screen. */
function settle(dialog: HTMLDialogElement, place: HTMLElement | null): void {
  const box = place?.getBoundingClientRect();
  const isSeen = box !== undefined && box.width > 0;
  dialog.classList.toggle("tour-beside", isSeen);
  dialog.style.removeProperty("left");
  dialog.style.removeProperty("top");
  if (!isSeen) return;
  const left = Math.min(box.right + 12, globalThis.innerWidth - dialog.offsetWidth - 12);
  dialog.style.left = `${String(Math.max(12, left))}px`;
  dialog.style.top = `${String(box.right + 12 > left ? box.bottom + 8 : box.top)}px`;
}

function Steps({ onEnd }: { readonly onEnd: () => void }): ReactNode {
  const t = useTourWords();
  const session = useSession();
  const dialog = useRef<HTMLDialogElement>(null);
  const [at, setAt] = useState(0);
  const stops = stopsOf((...wanted) => hasRole(session, ...wanted));
  const stop = stops[at] ?? "bell";
  const isLast = at >= stops.length - 1;
  useEffect(() => {
    const place = placeOf(stop);
    const shown = dialog.current;
    if (shown === null) return undefined;
    if (!shown.open) shown.showModal();
    settle(shown, place);
    place?.classList.add("tour-place");
    return () => {
      place?.classList.remove("tour-place");
    };
  }, [stop, dialog]);
  return (
    <dialog ref={dialog} className="tour" aria-labelledby="tour-title" onClose={onEnd}>
      <div aria-live="polite">
        <p className="small muted">{t("step", { at: at + 1, of: stops.length })}</p>
        <h2 id="tour-title">{t(`title.${stop}`)}</h2>
        <p>{t(`text.${stop}`)}</p>
      </div>
      <div className="row">
        <button
          type="button"
          className="button-primary"
          onClick={() => {
            if (isLast) dialog.current?.close();
            else setAt(at + 1);
          }}
        >
          {isLast ? t("done") : t("next")}
        </button>
        {at === 0 ? null : (
          <button
            type="button"
            className="button-plain"
            onClick={() => {
              setAt(at - 1);
            }}
          >
            {t("back")}
          </button>
        )}
        {isLast ? (
          <Link to="/help" onClick={() => dialog.current?.close()}>
            {t("help")}
          </Link>
        ) : (
          <button type="button" className="button-plain" onClick={() => dialog.current?.close()}>
            {t("skip")}
          </button>
        )}
      </div>
    </dialog>
  );
}

/** Offered, never forced: a line above the first page until it is taken or declined. */
export function Tour({ isFirstPage }: { readonly isFirstPage: boolean }): ReactNode {
  const t = useTourWords();
  const { user } = useSession();
  const isTouring = useIsTouring();
  const [isKnown, setKnown] = useState(() => wasToured(user.accountId));
  const remember = (): void => {
    rememberTour(user.accountId);
    setKnown(true);
  };
  if (isTouring) {
    return (
      <Steps
        onEnd={() => {
          remember();
          endTour();
        }}
      />
    );
  }
  if (isKnown || !isFirstPage) return null;
  return (
    <section className="tour-offer no-print" aria-label={t("offer")}>
      <span className="grow">{t("offer")}</span>
      <button type="button" className="button-plain" onClick={startTour}>
        {t("take")}
      </button>
      <button type="button" className="button-plain" onClick={remember}>
        {t("decline")}
      </button>
    </section>
  );
}
