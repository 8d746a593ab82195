package vigilar.web;

import gg.jte.TemplateOutput;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;

/// Renders one template; it escapes what it is given.
@FunctionalInterface
interface Template {
    void into(HtmlTemplateOutput output);

    static String html(Template template) {
        TemplateOutput text = new StringOutput();
        template.into(new OwaspHtmlTemplateOutput(text));
        return text.toString();
    }
}
