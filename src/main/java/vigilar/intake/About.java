package vigilar.intake;

import vigilar.text.PlainText;

/// What a producer knows of a device beside its state; each may be empty.
///
/// @param name as people named it over there
/// @param kind model and maker, or what sort of thing it is
/// @param area where in the home
record About(String name, String kind, String area) {
    /// 120 characters fill a row of the page.
    private static final int LONGEST = 120;

    About {
        name = PlainText.of(name, LONGEST);
        kind = PlainText.of(kind, LONGEST);
        area = PlainText.of(area, LONGEST);
    }

    static final About NOTHING = new About("", "", "");
}
