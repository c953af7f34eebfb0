// The firm's logo, how its colour looks, and its own domain.

import { answer, load } from "../steps.mjs";

const FIRM = "**/api/v1/admin/firm";

// A logo as a firm would have one: its name in one colour on nothing, wide, or an emblem.
export async function drawn(page, { words = "Halden", colour = "#0f5f4e", width = 480, height = 120 } = {}) {
  const url = await page.evaluate(
    ({ words, colour, width, height }) => {
      const canvas = document.createElement("canvas");
      Object.assign(canvas, { width, height });
      const pen = canvas.getContext("2d");
      pen.fillStyle = colour;
      pen.font = `bold ${height * 0.7}px sans-serif`;
      pen.textBaseline = "middle";
      pen.fillText(words, 8, height / 2, width - 16);
      return canvas.toDataURL("image/png");
    },
    { words, colour, width, height },
  );
  return { name: "logo.png", mimeType: "image/png", buffer: Buffer.from(url.split(",")[1], "base64") };
}

export const SVG = {
  name: "logo.svg",
  mimeType: "image/svg+xml",
  buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'),
};

const firm = async (page) => {
  await load(page, "/admin/settings/firm");
  await page.getByRole("group", { name: "On dark" }).waitFor();
};

const state = (name, open) => ({ name, staff: true, role: "owner", open });

export const FACE = [
  state("admin-firm-pale", async (page) => {
    await firm(page);
    await page.getByLabel("Colour", { exact: true }).fill("#ffee00");
    await page.getByRole("heading", { name: "How it looks" }).scrollIntoViewIfNeeded();
  }),
  state("admin-firm-picked", async (page) => {
    await firm(page);
    await page.getByLabel("Picture for light pages").setInputFiles(await drawn(page));
    await page.getByText("New, not saved yet").waitFor();
  }),
  state("admin-firm-refused", async (page) => {
    await firm(page);
    await page.getByLabel("Picture for dark pages").setInputFiles(SVG);
    await page.getByRole("button", { name: "Save for dark pages" }).click();
    await page.getByText("this is an SVG drawing").waitFor();
  }),
  state("admin-firm-domain", async (page) => {
    await answer(page, FIRM, (found) => ({
      ...found,
      domain: { ...found.domain, name: "portal.halden-electrical.example", points_to: "pages.sightline.example" },
    }));
    await firm(page);
    await page.getByText("leads to pages.sightline.example").waitFor();
  }),
];
