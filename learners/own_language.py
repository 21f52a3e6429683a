"""What a learner is told when somebody has said yes, in words for the learner: in English, and in the languages we have.

Words in another language stand beside the English ones, never alone. `checked_by` says who, speaking the language from childhood, has
read them; it is empty as long as nobody has, and then the mail and the lead's page say so. A language that is not here gets English.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import InLanguage

LEFT_TO_RIGHT, END = "\u2066", "\u2069"
"""Around a phone number or an address inside text that runs from right to left, or its groups of digits change places."""


@dataclass(frozen=True)
class Words:
    code: str
    subject: str
    hello: str
    found: str
    they_contact: str
    we_contact: str
    free: str
    silent: str
    direction: str = "ltr"
    checked_by: str = ""

    def text(self, *, they_contact: bool, reach: Iterable[str]) -> InLanguage:
        """`they_contact`: the champion may see the contact, and gets in touch; else we do. `reach`: our phone and e-mail."""
        lines = [f"{LEFT_TO_RIGHT}{each}{END}" if self.direction == "rtl" else each for each in reach]
        parts = [self.hello, self.found, self.they_contact if they_contact else self.we_contact, self.free]
        if lines:
            parts.append("\n".join([self.silent, *lines]))
        return InLanguage(self.code, self.direction, "\n\n".join(parts))


def english() -> Words:
    return Words(
        code="en-gb",
        subject=_("We have found somebody to help you"),
        hello=_("Hello,"),
        found=_("Good news: we have found a volunteer who helps you to use a phone, tablet or computer."),
        they_contact=_("This person gets in touch with you soon, to agree when and how you meet."),
        we_contact=_("We get in touch with you soon, to agree when and how you meet."),
        free=_("The help is free. A volunteer never asks you for money or passwords."),
        silent=_("If nobody gets in touch within a week, please contact us:"),
    )


WORDS = {
    words.code: words
    for words in (
        Words(
            code="ar",
            direction="rtl",
            subject="وجدنا من يساعدك",
            hello="مرحبًا،",
            found="خبر سار: وجدنا شخصًا متطوعًا يساعدك في استخدام الهاتف أو الجهاز اللوحي أو الكمبيوتر.",
            they_contact="سيتواصل معك هذا الشخص قريبًا للاتفاق على موعد اللقاء وطريقته.",
            we_contact="سنتواصل معك قريبًا للاتفاق على موعد اللقاء وطريقته.",
            free="المساعدة مجانية. لن يطلب منك المتطوع أبدًا مالًا أو كلمات السر.",
            silent="إذا لم يتواصل معك أحد خلال أسبوع، يرجى الاتصال بنا:",
        ),
        Words(
            code="fa",
            direction="rtl",
            subject="کسی را برای کمک به شما پیدا کرده‌ایم",
            hello="سلام،",
            found="خبر خوب: داوطلبی پیدا کرده‌ایم که در استفاده از تلفن، تبلت یا کامپیوتر به شما کمک می‌کند.",
            they_contact="این شخص به‌زودی با شما تماس می‌گیرد تا دربارهٔ زمان و شیوهٔ دیدار قرار بگذارید.",
            we_contact="ما به‌زودی با شما تماس می‌گیریم تا دربارهٔ زمان و شیوهٔ دیدار قرار بگذاریم.",
            free="این کمک رایگان است. داوطلب هرگز از شما پول یا رمز عبور نمی‌خواهد.",
            silent="اگر تا یک هفته کسی با شما تماس نگرفت، لطفاً با ما تماس بگیرید:",
        ),
        Words(
            code="ur",
            direction="rtl",
            subject="ہمیں آپ کی مدد کے لیے کوئی مل گیا ہے",
            hello="سلام،",
            found="خوشخبری: ہم نے آپ کے لیے ایک رضاکار ڈھونڈ لیا ہے جو فون، ٹیبلٹ یا کمپیوٹر استعمال کرنے میں آپ کی مدد کریں گے۔",
            they_contact="وہ جلد آپ سے رابطہ کریں گے تاکہ طے ہو سکے کہ آپ کب اور کیسے ملیں گے۔",
            we_contact="ہم جلد آپ سے رابطہ کریں گے تاکہ طے ہو سکے کہ آپ کب اور کیسے ملیں گے۔",
            free="یہ مدد مفت ہے۔ رضاکار آپ سے کبھی پیسے یا پاس ورڈ نہیں مانگتے۔",
            silent="اگر ایک ہفتے تک کوئی آپ سے رابطہ نہ کرے تو براہِ کرم ہم سے رابطہ کریں:",
        ),
        Words(
            code="pl",
            subject="Znaleźliśmy osobę, która Ci pomoże",
            hello="Dzień dobry,",
            found="Dobra wiadomość: mamy dla Ciebie osobę, która jako wolontariusz pomoże Ci korzystać z telefonu, tabletu lub komputera.",
            they_contact="Ta osoba wkrótce się z Tobą skontaktuje, aby ustalić, kiedy i jak się spotkacie.",
            we_contact="Wkrótce skontaktujemy się z Tobą, aby ustalić, kiedy i jak się spotkacie.",
            free="Pomoc jest bezpłatna. Wolontariusz nigdy nie prosi o pieniądze ani o hasła.",
            silent="Jeśli przez tydzień nikt się nie odezwie, skontaktuj się z nami:",
        ),
        Words(
            code="ro",
            subject="Am găsit pe cineva care vă ajută",
            hello="Bună ziua,",
            found="Veste bună: am găsit un voluntar care vă ajută să folosiți telefonul, tableta sau calculatorul.",
            they_contact="Această persoană vă va contacta în curând, ca să stabiliți când și cum vă întâlniți.",
            we_contact="Vă vom contacta în curând, ca să stabilim când și cum vă întâlniți.",
            free="Ajutorul este gratuit. Voluntarul nu vă cere niciodată bani sau parole.",
            silent="Dacă nu vă contactează nimeni timp de o săptămână, vă rugăm să ne contactați:",
        ),
        Words(
            code="uk",
            subject="Ми знайшли того, хто вам допоможе",
            hello="Добрий день!",
            found="Гарна новина: ми знайшли для вас волонтера, який допоможе вам користуватися телефоном, планшетом або комп’ютером.",
            they_contact="Незабаром волонтер зв’яжеться з вами, щоб домовитися, коли і як ви зустрінетеся.",
            we_contact="Незабаром ми зв’яжемося з вами, щоб домовитися, коли і як ви зустрінетеся.",
            free="Допомога безкоштовна. Волонтер ніколи не просить грошей чи паролів.",
            silent="Якщо протягом тижня ніхто з вами не зв’яжеться, будь ласка, зверніться до нас:",
        ),
    )
}
