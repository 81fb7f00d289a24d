import { useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { type ReactNode, useRef } from "react";
import { signOut } from "../../contract/identity.ts";
import { Mark } from "../ui/mark.tsx";
import { TableTaking } from "../ui/table-scroll.tsx";
import { Bell } from "./bell.tsx";
import { call } from "./client.ts";
import { UploadsPlace, ViewerPlace } from "./evidence/viewer-place.tsx";
import { Guard } from "./guard.tsx";
import { useLive } from "./live.ts";
import { MENU } from "./navigation.ts";
import { RightsNews } from "./rights.tsx";
import { hasRole, useSession } from "./session.ts";
import { Tour } from "./tour.tsx";
import { offerTable } from "./take-table.tsx";
import { useShellWords } from "./words.ts";
import "../ui/field.css";
import "./frame.css";

/** Around every page: who one is, where one can go, what is new. */

function Menu({ onGo }: { readonly onGo?: () => void }): ReactNode {
  const t = useShellWords();
  const session = useSession();
  return (
    <nav aria-label={t("menu")} className="menu">
      <ul>
        {MENU.filter(({ roles }) => roles === undefined || hasRole(session, ...roles)).map(({ to, word }) => (
          <li key={to}>
            <Link to={to} activeOptions={{ exact: to === "/" }} {...(onGo === undefined ? {} : { onClick: onGo })}>
              {t(word)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The menu of narrow screens. */
function PocketMenu(): ReactNode {
  const t = useShellWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const close = (): void => {
    dialog.current?.close();
  };
  return (
    <>
      <button type="button" className="frame-burger" aria-label={t("openMenu")} onClick={() => dialog.current?.showModal()}>
        <span aria-hidden="true">☰</span>
      </button>
      <dialog ref={dialog} className="pocket" aria-label={t("menu")}>
        <button type="button" className="pocket-close" onClick={close}>
          {t("close")}
        </button>
        <Menu onGo={close} />
      </dialog>
    </>
  );
}

function Me(): ReactNode {
  const t = useShellWords();
  const client = useQueryClient();
  const { user, roles } = useSession();
  const leave = async (): Promise<void> => {
    await call(signOut, {});
    client.clear();
    // A new page keeps nothing of the person who left.
    globalThis.location.assign("/sign-in");
  };
  return (
    <details className="me" name="frame">
      <summary aria-label={t("account", { name: user.name })}>
        <span className="me-name">{user.name}</span> <span aria-hidden="true">▾</span>
      </summary>
      <div className="me-sheet">
        <p className="small muted">{roles.map((role) => t(`role.${role}`)).join(", ")}</p>
        <Link to="/settings">{t("settings")}</Link>
        <Link to="/help">{t("help")}</Link>
        <button
          type="button"
          onClick={() => {
            void leave();
          }}
        >
          {t("signOut")}
        </button>
      </div>
    </details>
  );
}

export function Frame(): ReactNode {
  const t = useShellWords();
  useLive();
  const isFirstPage = useLocation({ select: ({ pathname }) => pathname === "/" });
  return (
    <div className="frame">
      <a className="skip visually-hidden" href="#main">
        {t("skip")}
      </a>
      <header className="frame-head no-print">
        <PocketMenu />
        <Link to="/" className="frame-product" aria-label={t("product")}>
          <Mark size={22} /> <span>{t("product")}</span>
        </Link>
        <span className="grow" />
        <Bell />
        <Me />
      </header>
      <div className="frame-side no-print">
        <Menu />
      </div>
      <main id="main" className="frame-main">
        <RightsNews />
        <Tour isFirstPage={isFirstPage} />
        <TableTaking value={offerTable}>
          <Outlet />
        </TableTaking>
      </main>
      <UploadsPlace />
      <ViewerPlace />
      <Guard />
    </div>
  );
}
