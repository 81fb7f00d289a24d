import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { useEvidenceWords } from "./words.ts";

const TURN = 90;
const LEAST = 25;
const MOST = 400;
const STEP = 25;

export type Look = { readonly zoom: number; readonly turn: number };

/** Larger, smaller, turned: the same for images and pages. */
export function LookButtons({ look: { zoom, turn }, onLook }: { readonly look: Look; readonly onLook: (look: Look) => void }): ReactNode {
  const t = useEvidenceWords();
  return (
    <span className="row viewer-looks">
      <Button size="small" aria-label={t("smaller")} disabled={zoom <= LEAST} onClick={() => { onLook({ zoom: zoom - STEP, turn }); }}>
        −
      </Button>
      <span className="small num viewer-zoom">{`${String(zoom)}%`}</span>
      <Button size="small" aria-label={t("larger")} disabled={zoom >= MOST} onClick={() => { onLook({ zoom: zoom + STEP, turn }); }}>
        +
      </Button>
      <Button size="small" aria-label={t("rotate")} onClick={() => { onLook({ zoom, turn: (turn + TURN) % 360 }); }}>
        ↻
      </Button>
    </span>
  );
}

/** A photograph or scan: as wide as the viewer at 100 %. */
export function ImageView({ fileId, name }: { readonly fileId: string; readonly name: string }): ReactNode {
  const t = useEvidenceWords();
  const [look, setLook] = useState<Look>({ zoom: 100, turn: 0 });
  const [ratio, setRatio] = useState(1);
  const [isBroken, setBroken] = useState(false);
  const isAside = look.turn % 180 !== 0;
  // Turned on its side it takes as much room as before, so that nothing is cut off.
  const width = `${String(look.zoom)}%`;
  return (
    <>
      <div className="viewer-bar">
        <LookButtons look={look} onLook={setLook} />
      </div>
      <div className="viewer-scroll" role="group" tabIndex={0} aria-label={name}>
        {isBroken ? (
          <p className="evidence-bad">{t("cannotShow")}</p>
        ) : (
          <div className="viewer-image" style={{ width, aspectRatio: isAside ? 1 / ratio : ratio }}>
            <img
              src={`/api/v1/evidence/files/${fileId}/view`}
              alt={name}
              style={{ transform: `translate(-50%, -50%) rotate(${String(look.turn)}deg)`, width: isAside ? `${String(ratio * 100)}%` : "100%" }}
              onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => { setRatio(naturalWidth / Math.max(1, naturalHeight)); }}
              onError={() => { setBroken(true); }}
            />
          </div>
        )}
      </div>
    </>
  );
}
