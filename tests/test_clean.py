"""Clean-up: what each step does, when it declines, and the way back to the scan."""

import itertools

import cv2
import numpy as np
import pytest

from vnplan.clean.background import even_background, with_contrast
from vnplan.clean.dust import without_dust, without_specks
from vnplan.clean.grain import without_grain, without_less_noise, without_noise
from vnplan.clean.mapping import mapped
from vnplan.clean.orientation import Orientation, orientation
from vnplan.clean.page import CleanSettings, clean
from vnplan.clean.page import turned as turned_by_quarters
from vnplan.clean.paper import with_even_paper
from vnplan.clean.skew import skew, slopes
from vnplan.errors import InputError
from vnplan.model import CleanPage, Page, PageInfo, Pixels, Route

RNG = np.random.default_rng(7)
# The drawn pages have two values only, and would be softened for that.
AS_DRAWN = CleanSettings(smooth=False)


def sheet(width: int = 1240, height: int = 1754) -> Pixels:
    """A page at 150 dpi: ragged lines of words, each word a row of strokes."""
    page = np.full((height, width), 255, np.uint8)
    for top in range(150, height - 150, 30):
        left, end = 150, width - int(RNG.integers(120, 500))
        while left < end:
            letters = int(RNG.integers(2, 7))
            for i in range(letters):
                low = top - int(RNG.integers(0, 6))
                page[low : top + 14, left + 8 * i : left + 8 * i + 3] = 30
            left += 8 * letters + 12
    return page


def marked_sheet() -> Pixels:
    """A page at 200 dpi whose letters carry marks: four of five above, the fifth below."""
    page = np.full((2200, 1600), 255, np.uint8)
    for top in range(200, 1900, 60):
        for left in range(200, int(RNG.integers(900, 1400)), 24):
            cv2.rectangle(page, (left, top), (left + 13, top + 17), 20, 3)
            mark = top - 9 if RNG.random() < 0.8 else top + 22
            page[mark : mark + 4, left + 4 : left + 9] = 20
    return page


def turned(pixels: Pixels, angle: float) -> Pixels:
    """The page as a feeder that slips would deliver it: lines run down to the right."""
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1.0)
    return np.asarray(
        cv2.warpAffine(pixels, matrix, (width, height), borderValue=(255,) * 3), np.uint8
    )


def met(pixels: Pixels, head: float, foot: float) -> Pixels:
    """The page with lines that run down by so many degrees at its upper and lower edge."""
    height, width = pixels.shape
    x, y = np.meshgrid(np.arange(width) - width / 2, np.arange(height))
    steep = np.tan(np.radians(head)), np.tan(np.radians(foot))
    # The line through the middle column at y0 is at y0 + x * (its slope there).
    growth = (steep[1] - steep[0]) / height
    source = (y - x * steep[0]) / (1 + x * growth)
    places = (x + width / 2).astype(np.float32), source.astype(np.float32)
    warped = cv2.remap(pixels, *places, cv2.INTER_LINEAR, borderValue=(255.0,))
    return np.asarray(warped, np.uint8)


def page_of(pixels: Pixels, dpi: float = 150.0) -> Page:
    height, width = pixels.shape[:2]
    return Page(PageInfo(1, Route.OCR, width, height, dpi), pixels)


@pytest.mark.parametrize("angle", [-5.0, -2.3, -0.7, -0.15, 0.0, 0.15, 0.4, 1.0, 3.33, 5.0])
def test_skew_is_found_to_a_tenth_of_a_degree(angle: float) -> None:
    assert skew(turned(sheet(), angle)) == pytest.approx(angle, abs=0.1)


def test_skew_is_found_under_noise_and_a_dark_edge() -> None:
    pixels = turned(sheet(), 1.4)
    pixels[RNG.random(pixels.shape) < 0.01] = 0
    pixels[:, :25] = 0
    assert skew(pixels) == pytest.approx(1.4, abs=0.1)


@pytest.mark.parametrize("pixels", [np.full((800, 600), 255, np.uint8), sheet()[:60]])
def test_a_page_without_lines_is_not_turned(pixels: Pixels) -> None:
    assert skew(pixels) == 0.0


def test_the_cleaned_page_is_level() -> None:
    cleaned = clean(page_of(turned(sheet(), 2.0)))
    assert skew(cleaned.pixels) == pytest.approx(0.0, abs=0.1)
    assert any(step.startswith("deskew +2.0") for step in cleaned.steps)


def test_a_straight_page_at_200_dpi_is_left_alone() -> None:
    pixels = sheet()
    cleaned = clean(page_of(pixels, 200.0), AS_DRAWN)
    assert cleaned.steps == ()
    assert np.array_equal(cleaned.pixels, pixels)
    assert np.array_equal(cleaned.to_scan, np.eye(2, 3))


@pytest.mark.parametrize(("head", "foot"), [(0.0, 4.0), (-1.0, 2.0), (1.5, -1.5), (-0.2, 1.2)])
def test_lines_that_meet_are_made_level(head: float, foot: float) -> None:
    """As a camera held askew makes them, or a feeder that slips."""
    page = page_of(met(sheet(), head, foot), 200.0)
    lie = slopes(page.pixels if page.pixels is not None else sheet())
    assert lie.growth == pytest.approx(foot - head, abs=0.6)
    cleaned = clean(page, AS_DRAWN)
    height = len(cleaned.pixels)
    for top in range(200, height - 400, 300):
        assert skew(cleaned.pixels[top : top + 300]) == pytest.approx(0.0, abs=0.3)
    rows, columns = np.nonzero(cleaned.pixels < 60)
    places = zip(columns[::500] + 0.5, rows[::500] + 0.5, strict=True)
    on_scan = np.array(mapped(places, cleaned.to_scan)).astype(np.int64)
    assert page.pixels is not None
    assert (page.pixels[on_scan[:, 1], on_scan[:, 0]] < 160).mean() > 0.9


def test_lines_that_are_parallel_do_not_meet() -> None:
    assert slopes(turned(sheet(), 1.4)).growth == 0.0


def test_a_page_that_is_turned_after_reading_is_levelled_once_more() -> None:
    """How its lines run down cannot be told while they stand on end."""
    lying = np.ascontiguousarray(np.rot90(turned(sheet(), 2.0)))
    page = CleanPage(page_of(lying, 200.0).info, lying, 200.0, np.eye(2, 3), wiped=lying < 128)
    upright = turned_by_quarters(page, 3)
    assert skew(upright.pixels) == pytest.approx(0.0, abs=0.1)
    assert upright.wiped is not None and upright.wiped.shape == upright.pixels.shape
    wiped = upright.pixels[upright.wiped]
    assert wiped.size and wiped.mean() < 100
    rows, columns = np.nonzero(upright.pixels < 60)
    places = np.stack([columns + 0.5, rows + 0.5, np.ones(rows.size)])[:, ::500]
    xs, ys = (upright.to_scan @ places).astype(np.int64)
    assert (lying[ys, xs] < 160).mean() > 0.9


@pytest.mark.parametrize(
    ("dpi", "cleaned_dpi"), [(100, 200), (150, 200), (200, 200), (300, 200), (600, 200)]
)
def test_resolution_is_brought_to_what_tesseract_likes(dpi: float, cleaned_dpi: float) -> None:
    pixels = sheet()
    cleaned = clean(page_of(pixels, dpi))
    assert cleaned.dpi == pytest.approx(cleaned_dpi)
    assert cleaned.pixels.shape[1] == pytest.approx(pixels.shape[1] * cleaned_dpi / dpi, abs=25)


@pytest.mark.parametrize(
    ("angle", "dpi"), list(itertools.product([0.0, -3.0, 1.5], [100.0, 150.0, 300.0, 600.0]))
)
def test_to_scan_leads_back_to_the_same_mark(angle: float, dpi: float) -> None:
    """Where the cleaned page is dark, so is the scan."""
    pixels = np.full((1200, 900), 255, np.uint8)
    pixels[300:320, 100:800] = 0
    pixels[600:640, 200:240] = 0
    pixels = turned(pixels, angle)
    cleaned = clean(page_of(pixels, dpi))
    rows, columns = np.nonzero(cleaned.pixels < 40)
    assert len(rows) > 100
    back = np.stack([columns, rows, np.ones_like(rows)]).T @ cleaned.to_scan.T
    x, y = np.clip(np.rint(back).astype(int), 0, np.array(pixels.shape[::-1]) - 1).T
    nearby = cv2.erode(pixels, np.ones((5, 5), np.uint8))
    assert np.mean(nearby[y, x] < 128) > 0.99


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_page_on_its_side_or_head_is_put_upright(quarters: int) -> None:
    """And its boxes still lead to the page as it came in."""
    upright = marked_sheet()
    scan = np.ascontiguousarray(np.rot90(upright, -quarters))
    cleaned = clean(page_of(scan, 200.0), AS_DRAWN)
    assert (f"turn {90 * quarters}" in cleaned.steps) == (quarters != 0)
    assert np.array_equal(cleaned.pixels, upright)
    rows, columns = np.nonzero(cleaned.pixels < 40)
    back = np.stack([columns + 0.5, rows + 0.5, np.ones_like(rows)]).T @ cleaned.to_scan.T
    x, y = np.floor(back).astype(int).T
    assert (scan[y, x] < 40).all()


def test_a_page_whose_letters_say_nothing_is_not_turned() -> None:
    unmarked = np.rot90(np.full((900, 600), 255, np.uint8))
    assert orientation(np.ascontiguousarray(unmarked), 200.0) == Orientation(0, 0.0)


def sealed_page() -> Pixels:
    """At 200 dpi: two lines of black print, a red seal over the second, a stroke of a blue pen."""
    page = np.full((900, 1200, 3), 255, np.uint8)
    page[200:220, 100:900:12] = page[200:220, 101:900:12] = page[200:220, 102:900:12] = 20
    seal = np.full_like(page, 255)
    for radius in (140, 120, 60):
        cv2.circle(seal, (500, 600), radius, (210, 40, 60), 8)
    page = np.minimum(page, seal)
    page[590:610, 300:700:12] = page[590:610, 301:700:12] = page[590:610, 302:700:12] = (15, 8, 10)
    cv2.line(page, (800, 500), (1100, 560), (60, 70, 170), 5)
    return page


def test_seal_and_pen_are_taken_out_and_the_print_under_them_stays() -> None:
    page = sealed_page()
    cleaned = clean(page_of(page, 200.0))
    assert cleaned.removed is not None and "grey without coloured ink" in cleaned.steps
    is_print = page.max(axis=2) < 40
    is_ink = (page.min(axis=2) < 200) & ~is_print
    assert cleaned.pixels[is_print].mean() < 60
    assert np.percentile(cleaned.pixels[is_ink], 5) > 200
    assert cleaned.removed[600, 360] == 1 and cleaned.removed[530, 950] == 2
    assert not cleaned.removed[:300].any()


def test_what_was_taken_out_has_the_size_of_the_scan() -> None:
    page = np.asarray(cv2.resize(sealed_page(), None, fx=1.5, fy=1.5), np.uint8)
    cleaned = clean(page_of(page, 300.0))
    assert cleaned.removed is not None and cleaned.removed.shape == page.shape[:2]
    assert cleaned.removed[900, 540] == 1


@pytest.mark.parametrize("middle", [(740, 600), (640, 740)])
def test_seals_that_touch_or_overlap_are_taken_out(middle: tuple[int, int]) -> None:
    page = sealed_page()
    for radius in (140, 120, 60):
        cv2.circle(page, middle, radius, (210, 40, 60), 8)
    cleaned = clean(page_of(page, 200.0))
    assert cleaned.removed is not None
    assert cleaned.removed[middle[1] + 120, middle[0]] == 1 == cleaned.removed[480, 500]


@pytest.mark.parametrize("colour", [(210, 30, 40), (40, 50, 170)])
@pytest.mark.parametrize("askew", [0.0, 6.0])
def test_a_stamp_in_a_frame_is_taken_out_to_be_read_apart(
    colour: tuple[int, int, int], askew: float
) -> None:
    page = np.full((900, 1200, 3), 255, np.uint8)
    cv2.rectangle(page, (100, 100), (440, 250), colour, 3)
    for left in range(140, 400, 20):
        page[150:175, left : left + 8] = colour
    page[140:185, 300:304] = 20
    cleaned = clean(page_of(turned(page, askew), 200.0), CleanSettings(deskew=False))
    # The stroke of black print across the stamp is what is left.
    assert 80 < np.count_nonzero(cleaned.pixels < 128) < 300
    (stamp,) = cleaned.stamps
    rows, columns = np.nonzero(stamp.pixels < 128)
    # Thirteen level letters, 1.5 times as large, without the frame.
    assert np.ptp(rows) == pytest.approx(37, abs=6) and np.ptp(columns) == pytest.approx(
        372, abs=12
    )
    turn = cv2.getRotationMatrix2D((600, 450), -askew, 1.0)
    middle = stamp.to_scan @ [columns.mean(), rows.mean(), 1]
    assert middle == pytest.approx(turn @ [264, 162.5, 1], abs=4)


def test_coloured_rims_of_black_letters_are_no_ink() -> None:
    page = np.dstack([marked_sheet()] * 3)
    page[:, 1:, 2] = np.maximum(page[:, 1:, 2], page[:, :-1, 2])
    cleaned = clean(page_of(page, 200.0))
    assert cleaned.removed is None


def test_colour_becomes_grey() -> None:
    colour = np.dstack([sheet()] * 3)
    cleaned = clean(page_of(colour))
    assert cleaned.pixels.ndim == 2
    assert cleaned.steps[0] == "grey"


def test_red_that_is_no_seal_stays_dark() -> None:
    """Names and titles are stamped in red, too."""
    colour = np.full((400, 600, 3), 255, np.uint8)
    colour[100:140, 100:500] = (210, 40, 50)
    colour[200:240, 100:500] = 20
    grey = clean(page_of(colour, 200.0)).pixels
    print_, seal, paper = int(grey[220, 300]), int(grey[120, 300]), int(grey[50, 300])
    assert print_ < 40 and paper > 250
    assert print_ <= seal < paper - 150


def test_a_shadow_is_evened_out() -> None:
    shade = np.linspace(90, 250, 1240)[None, :] / 255
    pixels = sheet()
    shaded = (pixels * shade).astype(np.uint8)
    evened = even_background(shaded)
    paper = evened[40:120]
    assert paper.std() < 5 and paper.mean() > 240
    assert evened[pixels < 100].mean() < 100


def test_an_even_background_is_left_alone() -> None:
    pixels = sheet()
    assert even_background(pixels) is pixels


def test_pale_print_becomes_dark_and_paper_stays() -> None:
    pixels = sheet()
    pale = (250 - (255 - pixels.astype(float)) * 0.3).clip(0, 255).astype(np.uint8)
    stretched = with_contrast(pale)
    assert stretched[pixels < 100].max() < 60
    assert (stretched[pixels == 255] == 250).all()


def test_dark_print_and_blank_paper_are_left_alone() -> None:
    pixels, blank = sheet(), np.full((1754, 1240), 250, np.uint8)
    blank[::7, ::5] = 235
    assert with_contrast(pixels) is pixels
    assert with_contrast(blank) is blank


def pale_marks() -> tuple[Pixels, Pixels]:
    """Letters at 200 dpi with a tone mark in pieces above each, and the marks alone."""
    page, marks = np.full((900, 1200), 255, np.uint8), np.full((900, 1200), 255, np.uint8)
    for top in range(100, 800, 60):
        for left in range(100, 1100, 24):
            cv2.rectangle(page, (left, top), (left + 12, top + 16), 0, 3)
            for step in range(3):
                right, up = left + 3 + 2 * step, top - 6 - 2 * step
                marks[up : up + 1, right : right + 1] = 0
    return np.minimum(page, marks), marks


def test_tone_marks_in_pieces_stay_when_dust_is_wiped_off() -> None:
    page, marks = pale_marks()
    dusty = page.copy()
    dusty[830:890:7, 20:1180:9] = 0
    cleared = without_dust(dusty, 200.0)
    assert (cleared[830:890] == 255).all()
    assert (cleared[marks == 0] == 0).mean() > 0.95


def test_a_page_of_letters_in_pieces_keeps_them() -> None:
    page, _ = pale_marks()
    page[::5] = page[:, ::5] = 255
    assert np.array_equal(without_dust(page, 200.0), page)


def test_specks_are_wiped_only_off_a_page_full_of_them() -> None:
    clear, dusty = sheet(), sheet()
    dusty[RNG.random(dusty.shape) < 0.05] = 0
    assert without_specks(clear) is clear
    wiped = without_specks(dusty)
    assert (wiped[20:140] == 0).sum() < 0.02 * (dusty[20:140] == 0).sum()


def test_dust_far_from_letters_is_wiped_off_and_their_dots_stay() -> None:
    pixels = marked_sheet()
    dusty = pixels.copy()
    dusty[1960:2160:8, 100:1500:16] = dusty[1961:2161:8, 100:1500:16] = 0
    dash = np.s_[300:302, 170:176]
    pixels[dash] = dusty[dash] = 20
    wiped = without_dust(dusty, 200.0)
    assert np.array_equal(wiped, pixels)


def test_a_page_with_little_dust_is_left_alone() -> None:
    pixels = marked_sheet()
    pixels[2000:2100:20, 100:500:40] = 0
    assert without_dust(pixels, 200.0) is pixels


def test_dust_takes_the_colour_of_the_paper() -> None:
    pixels = np.minimum(marked_sheet(), 238)
    dusty = pixels.copy()
    dusty[1960:2160:8, 100:1500:16] = dusty[1961:2161:8, 100:1500:16] = 0
    assert without_dust(dusty, 200.0).max() == 238


def test_the_corners_of_a_levelled_page_have_the_colour_of_its_paper() -> None:
    cleaned = clean(page_of(np.minimum(turned(sheet(), 2.0), 238)), AS_DRAWN)
    assert {int(cleaned.pixels[at]) for at in ((0, 0), (0, -1), (-1, 0), (-1, -1))} == {238}


def grainy(pixels: Pixels) -> Pixels:
    grain = RNG.normal(0, 9, pixels.shape)
    return np.asarray((pixels * (238 / 255) + grain).clip(0, 255), np.uint8)


def test_grain_that_passes_for_print_is_made_even() -> None:
    pixels = np.full((1754, 1240), 255, np.uint8)
    pixels[1500:1520, 100:160:8] = 120
    even = with_even_paper(grainy(pixels))
    assert (np.abs(even[:1400].astype(int) - 238) <= 1).mean() > 0.9
    assert even[pixels < 200].max() < 200


def test_grain_beside_much_print_is_left_alone() -> None:
    pixels = grainy(sheet())
    assert with_even_paper(pixels) is pixels
    blank = np.full((100, 100), 255, np.uint8)
    assert np.array_equal(with_even_paper(blank), blank)


def test_pages_of_two_values_are_softened_and_grey_ones_are_not() -> None:
    two = sheet()
    grey = np.asarray(cv2.GaussianBlur(two, (0, 0), 1.0), np.uint8)
    assert len(np.unique(two)) == 2 < len(np.unique(without_grain(two, 200.0)))
    assert without_grain(two, 300.0) is two
    assert without_grain(grey, 200.0) is grey


def test_a_coarse_scan_with_grain_is_softened() -> None:
    grain = RNG.normal(0, 14, (1754, 1240))
    coarse = (np.asarray(cv2.GaussianBlur(sheet(), (0, 0), 1.0)) * 0.8 + grain).clip(0, 255)
    pixels = coarse.astype(np.uint8)
    assert without_grain(pixels, 150.0)[20:120].std() < 0.7 * pixels[20:120].std()
    assert without_grain(pixels, 200.0) is pixels


@pytest.mark.parametrize("bands", [(), (3,)])
def test_noise_is_mixed_away_before_anything_is_looked_for(bands: tuple[int, ...]) -> None:
    """In grey and in colour; what has little of it, two values or a fine grain stays."""
    soft = cv2.GaussianBlur(sheet(), (0, 0), 1.0) * 0.8
    soft = np.repeat(soft[..., None], 3, axis=2) if bands else soft
    noisy = (soft + RNG.normal(0, 12, soft.shape)).clip(0, 255).astype(np.uint8)
    quiet = without_noise(noisy, 200.0)
    assert quiet.shape == noisy.shape
    assert quiet[20:120].std() < 0.55 * noisy[20:120].std()
    assert abs(float(quiet.mean()) - float(noisy.mean())) < 1
    less = (soft + RNG.normal(0, 3.5, soft.shape)).clip(0, 255).astype(np.uint8)
    assert without_noise(less, 200.0) is less
    assert without_noise(noisy, 300.0) is noisy
    still = (soft + RNG.normal(0, 1, soft.shape)).clip(0, 255).astype(np.uint8)
    assert without_noise(still, 200.0) is still
    two = np.where(noisy < 100, 0, 255).astype(np.uint8)
    assert without_noise(two, 200.0) is two


def test_less_noise_is_mixed_a_little_at_the_end() -> None:
    soft = cv2.GaussianBlur(sheet(), (0, 0), 1.0) * 0.8
    less = (soft + RNG.normal(0, 3.5, soft.shape)).clip(0, 255).astype(np.uint8)
    mixed = without_less_noise(less, 200.0, two_values=False)
    assert 0.6 < mixed[20:120].std() / less[20:120].std() < 0.8
    assert without_less_noise(less, 300.0, two_values=False) is less
    assert without_less_noise(less, 200.0, two_values=True) is less
    still = (soft + RNG.normal(0, 1, soft.shape)).clip(0, 255).astype(np.uint8)
    assert without_less_noise(still, 200.0, two_values=False) is still
    page = page_of(less, 200.0)
    assert "less noise" in clean(page).steps
    assert "less noise" not in clean(page, CleanSettings(smooth=False)).steps


def test_a_page_tells_that_its_noise_was_mixed_away() -> None:
    noisy = (sheet() * 0.8 + RNG.normal(0, 14, sheet().shape)).clip(0, 255).astype(np.uint8)
    page = page_of(noisy, 200.0)
    assert "noise" in clean(page).steps
    assert "noise" not in clean(page, CleanSettings(smooth=False)).steps


def test_steps_can_be_switched_off() -> None:
    pixels = turned(sheet(), 2.0)
    cleaned = clean(
        page_of(pixels), CleanSettings(deskew=False, resize=False, even=False, smooth=False)
    )
    assert np.array_equal(cleaned.pixels, pixels)
    assert cleaned.steps == ()


def test_the_scan_itself_is_not_changed() -> None:
    pixels = turned(sheet(), 2.0)
    before = pixels.copy()
    pixels.setflags(write=False)
    cleaned = clean(page_of(pixels))
    assert np.array_equal(pixels, before)
    assert not cleaned.pixels.flags.writeable


def test_a_page_without_pixels_cannot_be_cleaned() -> None:
    with pytest.raises(InputError):
        clean(Page(PageInfo(1, Route.TEXT)))


def test_lines_that_meet_in_a_strip_enlarge_it_by_no_more_than_the_page_allows() -> None:
    """Beside a strip far wider than high lines meet within it: the map would have no end."""
    strip = np.full((260, 2400), 240, np.uint8)
    for y in range(10, 260, 14):
        for x in range(0, 2390, 11):
            at = round(y - 0.1 * (y / 260 - 0.5) * (x - 1200))
            cv2.rectangle(strip, (x, at), (x + 7, at + 6), 20, -1)
    assert slopes(strip).growth == 0.0


def test_a_strip_of_few_columns_is_evened_out_like_a_page() -> None:
    strip = np.full((31_000, 2), 120, np.uint8)
    assert even_background(strip).shape == strip.shape


def lettered(size: int) -> Pixels:
    """A page at 200 dpi of A4 whose capitals are so many pixels high."""
    page = np.full((2339, 1654), 255, np.uint8)
    for top in range(200, 2000, 2 * size):
        for left in range(200, 1400, size):
            low = size if (left // size) % 3 == 0 else round(0.7 * size)
            box = (left, top + size - low, round(0.6 * size), low)
            cv2.rectangle(page, box, 20, max(1, size // 8))
    return page


def test_letters_tell_a_resolution_that_was_guessed() -> None:
    """A sheet that fills less than half of a photograph has letters half as large."""
    small, usual = lettered(11), lettered(25)
    info = PageInfo(1, Route.OCR, 1654, 2339, 200.0)
    cleaned = clean(Page(info, small, guessed=True))
    assert 1.5 < cleaned.pixels.shape[0] / 2339 < 2.5
    assert cleaned.dpi == pytest.approx(200, rel=0.01)
    corner = mapped(((0, 0), cleaned.pixels.shape[::-1]), cleaned.to_scan)
    assert np.abs(np.array(corner) - ((0, 0), (1654, 2339))).max() < 20
    for page in (Page(info, small), Page(info, usual, guessed=True)):
        assert clean(page).pixels.shape[0] == pytest.approx(2339, abs=40)
