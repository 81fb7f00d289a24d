import { createContext, type ReactNode, useContext, useRef } from "react";

type Taking = { readonly label: string; /** The table as it stands on the page now. */ readonly table: () => HTMLTableElement | null };

/** What is offered below every table, where there is somebody who offers something: the shell, which can fetch files. */
export const TableTaking = createContext<((of: Taking) => ReactNode) | undefined>(undefined);

const Offered = ({ take, ...of }: Taking & { readonly take: (of: Taking) => ReactNode }): ReactNode => take(of);

type Props = { readonly label: string; readonly className?: string; /** False: what is in it can be had elsewhere, or is not yet anything. */ readonly isTaken?: boolean; readonly children: ReactNode };

/** A table that is wider than the screen is scrolled within this frame, by keyboard too. No landmark: the section around it often has the same name. */
export function TableScroll({ label, className, isTaken = true, children }: Props): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const take = useContext(TableTaking);
  return (
    <>
      <div ref={frame} className={className === undefined ? "table-scroll" : `table-scroll ${className}`} role="group" aria-label={label} tabIndex={0}>
        {children}
      </div>
      {take === undefined || !isTaken ? null : <Offered take={take} label={label} table={() => frame.current?.querySelector("table") ?? null} />}
    </>
  );
}
