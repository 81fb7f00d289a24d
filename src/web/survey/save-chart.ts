import { keepFile } from "../shell/download.tsx";

/** A drawing as a file: everything that it needs is in it. */

const textOf = (drawing: SVGSVGElement): string => new XMLSerializer().serializeToString(drawing);

export function saveSvg(drawing: SVGSVGElement, name: string): void {
  keepFile({ name: `${name}.svg`, blob: new Blob([textOf(drawing)], { type: "image/svg+xml" }) });
}

/** Twice as fine as on the screen, for paper. */
const FINER = 2;

export async function savePng(drawing: SVGSVGElement, name: string): Promise<void> {
  const address = URL.createObjectURL(new Blob([textOf(drawing)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = drawing.width.baseVal.value * FINER;
    canvas.height = drawing.height.baseVal.value * FINER;
    const context = canvas.getContext("2d");
    context?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, "image/png");
    });
    if (blob !== null) keepFile({ name: `${name}.png`, blob });
  } finally {
    URL.revokeObjectURL(address);
  }
}
