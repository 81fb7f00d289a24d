import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Role } from "../../contract/route.ts";
import { MENU } from "./navigation.ts";
import { useSession } from "./session.ts";
import { endTour, rememberTour, startTour, useIsTouring, wasToured } from "./tour-state.ts";
import { useTourWords } from "./tour/words.ts";
import { useShellWords } from "./words.ts";
import "./tour.css";

/** A first look around: what one's role does here, and what the menu's entries are for, one after another. */

type Place = (typeof MENU)[number]["to"];
type Stop = Place | "bell";

/** Where the work of each role is, most important first; a system of its own looks at no page. */
const WORK = {
  administrator: ["/accounts", "/people", "/keys"],
  "programme-officer": ["/campaigns", "/plan", "/reports"],
  "unit-scorer": ["/campaigns", "/evidence", "/reports"],
  "unit-head": ["/campaigns", "/plan", "/reports"],
  "council-chair": ["/campaigns", "/evidence"],
  "council-member": ["/campaigns", "/evidence"],
  "working-group": ["/campaigns", "/reports"],
  "opinion-giver": ["/campaigns"],
  chairman: ["/campaigns", "/reports"],
  "vice-chairman": ["/campaigns", "/reports"],
  auditor: ["/audit", "/campaigns", "/accounts"],
  "survey-officer": ["/campaigns"],
  "personnel-officer": ["/work", "/ratings", "/catalogues"],
  "task-system": [],
} as const satisfies Readonly<Record<Role, readonly Place[]>>;

/** Of whoever holds several roles a few places of each. */
const MOST_PLACES = 4;

/** The first page, the places of one's work in the order of the menu, the regulation that all of it rests on, the bell. */
function stopsOf(roles: readonly Role[]): readonly Stop[] {
  const work = [...new Set<Place>(roles.flatMap((role) => [...WORK[role]]))].slice(0, MOST_PLACES);
  const inMenu = MENU.filter((one) => one.roles === undefined || one.roles.some((role) => roles.includes(role))).map(({ to }) => to);
  return [...inMenu.filter((to) => to === "/" || to === "/regulations" || work.includes(to)), "bell"];
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
  const { roles } = useSession();
  const dialog = useRef<HTMLDialogElement>(null);
  const [at, setAt] = useState(0);
  const menuWord = useShellWords();
  const stops = stopsOf(roles);
  const stop = stops[at] ?? "bell";
  const entry = MENU.find(({ to }) => to === stop);
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
        <h2 id="tour-title">{entry === undefined ? t("bell") : menuWord(entry.word)}</h2>
        <p>{t(`text.${stop}`)}</p>
        {stop === "/" ? roles.map((role) => <p key={role}>{t(`role.${role}`)}</p>) : null}
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
