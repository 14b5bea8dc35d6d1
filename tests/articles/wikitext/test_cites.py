"""Bodies of footnotes in wikitext: every field of every language's templates, free words, bundles, marks; and the same fields as from HTML."""

from __future__ import annotations

import io
import time
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote_plus

import mwparserfromhell
import pytest

from citeaudit.articles.formats.html import FORMAT
from citeaudit.articles.references import Entry, Place, Whole, read_reference
from citeaudit.articles.wikitext.cites import anchors_of, is_citation_template, read_body, read_short
from citeaudit.model import Identifier, LinkRole, PartialDate, Reference, Role, Source
from citeaudit.ports import ArticleInput

URL = "http://river.example/otters"
COPY = "https://web.archive.org/web/20120604000000/http://river.example/otters"
DOI = Identifier(scheme="doi", value="10.1000/otter")
ISBN = Identifier(scheme="isbn", value="978-3-16-148410-0")
DAY, SEEN, KEPT = PartialDate(year=2010, month=5, day=3), PartialDate(year=2012, month=6, day=5), PartialDate(year=2012, month=6, day=4)
WHOLE = Source(article="Otter", reference="1", authors=("Quill, Ada",), published=DAY, accessed=SEEN, archived_on=KEPT, url=URL, archive_url=COPY)


def read(entry: Entry) -> Reference:
    return read_reference(entry, Place(number="1", span=(0, 1), line=1, column=1), Whole(title="Otter", file="otter.txt"))[0]


def sources(body: str, language: str = "en") -> tuple[Source, ...]:
    return tuple(replace(source, raw="", file="", span=(0, 0), line=0, column=0) for source in read(read_body(body, "1", language)).sources)


def source(body: str, language: str = "en") -> Source:
    (only,) = sources(body, language)
    return only


# ---------------------------------------------------------------- one entry for each language's templates, every field


@pytest.mark.parametrize(
    ("language", "body", "expected"),
    [
        pytest.param(
            "en",
            f"{{{{cite web|last=Quill|first=Ada|title=Otters|url={URL}|website=Otter Times|publisher=Holt House|agency=Reuters|date=3 May 2010 "
            f"|access-date=5 June 2012|archive-url={COPY}|archive-date=4 June 2012|url-status=dead|language=French|format=pdf|doi=10.1000/otter "
            "|isbn=978-3-16-148410-0}}",
            replace(
                WHOLE,
                title="Otters",
                work="Otter Times",
                publisher="Holt House",
                agency="Reuters",
                language="fr",
                format="PDF",
                identifiers=(DOI, ISBN),
            ),
            id="en",
        ),
        pytest.param(
            "en",
            f"{{{{citation|surname1=Quill|given1=Ada|title=Otters|url={URL}|newspaper=Otter Times|date=2010-05-03|accessdate=2012-06-05"
            f"|archiveurl={COPY}"
            "|archivedate=2012-06-04|deadurl=yes|lang=en-GB|DOI=10.1000/otter}}",
            replace(WHOLE, title="Otters", work="Otter Times", language="en", identifiers=(DOI,)),
            id="en, old names",
        ),
        pytest.param(
            "de",
            f"{{{{Internetquelle|autor=Ada Quill|url={URL}|titel=Otter|werk=Fluss|hrsg=Holt|datum=2010-05-03|abruf=2012-06-05|archiv-url={COPY} "
            "|archiv-datum=2012-06-04 |offline=1 |format=PDF |sprache=Englisch}}",
            replace(WHOLE, authors=("Ada Quill",), title="Otter", work="Fluss", publisher="Holt", language="en", format="PDF"),
            id="de, web",
        ),
        pytest.param(
            "de",
            "{{Literatur |Autor=Ada Quill |Titel=Otter |Hrsg=Carl Tann |Sammelwerk=Tiere |Verlag=Holt |Datum=2010-05-03 |ISBN=978-3-16-148410-0 "
            f"|DOI=10.1000/otter |Online=[{URL} online] |Abruf=5. Juni 2012 |Sprache=en}}}}",
            replace(
                WHOLE,
                authors=("Ada Quill",),
                title="Otter",
                work="Tiere",
                publisher="Holt",
                archived_on=None,
                archive_url="",
                language="en",
                identifiers=(ISBN, DOI),
            ),
            id="de, literature",
        ),
        pytest.param(
            "fr",
            f"{{{{Lien web |nom1=Quill |prénom1=Ada |titre=Loutres |url={URL} |site=La Rivière |éditeur=Holt |date={{{{date|3|mai|2010}}}} "
            f"|consulté le=5 juin 2012 |archive-url={COPY} |archive-date=4 juin 2012 |langue=en |format=pdf}}}}",
            replace(WHOLE, title="Loutres", work="La Rivière", publisher="Holt", language="en", format="PDF"),
            id="fr, web",
        ),
        pytest.param(
            "fr",
            f"{{{{Article |auteur1=Ada Quill |titre=Loutres |périodique=La Rivière |éditeur=Holt |jour=3 |mois=mai |année=2010 |lire en ligne={URL} "
            "|consulté le=5 juin 2012 |langue=anglais |doi=10.1000/otter}}",
            replace(
                WHOLE,
                authors=("Ada Quill",),
                title="Loutres",
                work="La Rivière",
                publisher="Holt",
                archived_on=None,
                archive_url="",
                language="en",
                identifiers=(DOI,),
            ),
            id="fr, article",
        ),
        pytest.param(
            "es",
            f"{{{{Cita web |apellidos=Quill |nombre=Ada |título=Nutrias |url={URL} |sitioweb=El Río |editorial=Holt |fecha=3 de mayo de 2010 "
            f"|fechaacceso=5 de junio de 2012 |urlarchivo={COPY} |fechaarchivo=4 de junio de 2012 |idioma=inglés |formato=PDF |doi=10.1000/otter}}}}",
            replace(WHOLE, title="Nutrias", work="El Río", publisher="Holt", language="en", format="PDF", identifiers=(DOI,)),
            id="es",
        ),
        pytest.param(
            "it",
            f"{{{{Cita web|cognome=Quill|nome=Ada|titolo=Lontre|url={URL}|sito=Il Fiume|editore=Holt|data=3 maggio 2010|accesso=5 giugno 2012 "
            f"|urlarchivio={COPY} |dataarchivio=4 giugno 2012 |urlmorto=sì |lingua=en |formato=PDF |doi=10.1000/otter}}}}",
            replace(WHOLE, title="Lontre", work="Il Fiume", publisher="Holt", language="en", format="PDF", identifiers=(DOI,)),
            id="it",
        ),
        pytest.param(
            "pt",
            f"{{{{citar web |último=Quill |primeiro=Ada |título=Lontras |url={URL} |obra=O Rio |publicado=Holt |data=3 de maio de 2010 "
            f"|acessodata=5 de junho de 2012 |arquivourl={COPY} |arquivodata=4 de junho de 2012 |urlmorta=sim |língua=inglês |formato=PDF}}}}",
            replace(WHOLE, title="Lontras", work="O Rio", publisher="Holt", language="en", format="PDF"),
            id="pt",
        ),
        pytest.param(
            "ru",
            f"{{{{cite web |author=Quill, Ada |title=Выдры |url={URL} |website=Река |publisher=Хольт |date=2010-05-03 |accessdate=2012-06-05 "
            f"|archiveurl={COPY} |archivedate=2012-06-04 |deadlink=yes |lang=en |format=PDF}}}}",
            replace(WHOLE, title="Выдры", work="Река", publisher="Хольт", language="en", format="PDF"),
            id="ru, web",
        ),
        pytest.param(
            "ru",
            f"{{{{Статья |автор=Перо А. |заглавие=Выдры |издание=Река |издательство=Хольт |год=2010 |месяц=мая |число=3 |ссылка={URL} |язык=ru "
            "|doi=10.1000/otter}}",
            Source(
                article="Otter",
                reference="1",
                authors=("Перо А.",),
                title="Выдры",
                work="Река",
                publisher="Хольт",
                published=DAY,
                url=URL,
                language="ru",
                identifiers=(DOI,),
            ),
            id="ru, article",
        ),
        pytest.param(
            "zh",
            f"{{{{cite web|last=Quill|first=Ada|title=水獭|url={URL}|work=河流|publisher=社|date=2010年5月3日|accessdate=2012年6月5日"
            "|language=zh-hans "
            f"|archiveurl={COPY} |archivedate=2012年6月4日 |dead-url=no |format=PDF}}}}",
            replace(WHOLE, title="水獭", work="河流", publisher="社", language="zh", format="PDF"),
            id="zh",
        ),
        pytest.param(
            "ar",
            f"{{{{استشهاد ويب|الأخير=Quill|الأول=Ada|عنوان=قضاعة|مسار={URL}|موقع=النهر|ناشر=دار|تاريخ=3 مايو 2010|تاريخ الوصول=٥ يونيو ٢٠١٢"
            f"|مسار أرشيف={COPY}|تاريخ أرشيف=4 يونيو 2012|لغة=en}}}}",
            replace(WHOLE, title="قضاعة", work="النهر", publisher="دار", language="en"),
            id="ar",
        ),
        pytest.param(
            "kk",
            f"{{{{cite web |last=Quill |first=Ada |title=Құндыз |url={URL} |work=Өзен |publisher=Баспа |date=3 мамыр 2010 |accessdate=5 маусым 2012 "
            f"|archiveurl={COPY} |archivedate=4 маусым 2012 |language=ru |format=PDF}}}}",
            replace(WHOLE, title="Құндыз", work="Өзен", publisher="Баспа", language="ru", format="PDF"),
            id="kk, web",
        ),
        pytest.param(
            "kk",
            f"{{{{Кітап |авторы=Ада Қалам |тақырыбы=Құндыз |баспасы=Баспа |жылы=2010 |сілтеме={URL} |тілі=kk |isbn=978-3-16-148410-0}}}}",
            Source(
                article="Otter",
                reference="1",
                authors=("Ада Қалам",),
                title="Құндыз",
                publisher="Баспа",
                published=PartialDate(year=2010),
                url=URL,
                language="kk",
                identifiers=(ISBN,),
            ),
            id="kk, book",
        ),
        pytest.param(
            "uk",
            f"{{{{Стаття |автор=Перо А. |назва=Видри |видання=Ріка |видавництво=Гольт |рік=2010 |місяць=травня |день=3 |посилання={URL} "
            f"|дата-доступу=5 червня 2012 |мова=англійська |doi=10.1000/otter |archive-url={COPY} |archive-date=4 червня 2012}}}}",
            replace(WHOLE, authors=("Перо А.",), title="Видри", work="Ріка", publisher="Гольт", language="en", identifiers=(DOI,)),
            id="uk",
        ),
        pytest.param(
            "uk",
            "{{Книга |автор=Перо А. |назва=Видри |видання=2-ге вид. |видавництво=Гольт |рік=2010 |isbn=978-3-16-148410-0}}",
            Source(
                article="Otter",
                reference="1",
                authors=("Перо А.",),
                title="Видри",
                publisher="Гольт",
                published=PartialDate(year=2010),
                identifiers=(ISBN,),
            ),
            id="uk, book, whose edition is no work",
        ),
        pytest.param(
            "pl",
            f"{{{{Cytuj |autor=Quill, Ada |tytuł=Wydry |url={URL} |czasopismo=Rzeka |wydawca=Holt |data=3 maja 2010 |data dostępu=5 czerwca 2012 "
            f"|archiwum={COPY} |zarchiwizowano=4 czerwca 2012 |język=en}}}}",
            replace(WHOLE, title="Wydry", work="Rzeka", publisher="Holt", language="en"),
            id="pl",
        ),
        pytest.param(
            "nl",
            f"{{{{Citeer web |achternaam=Quill |voornaam=Ada |titel=Otters |url={URL} |werk=Rivier |uitgever=Holt |datum=3 mei 2010 "
            f"|bezochtdatum=5 juni 2012 |archiefurl={COPY} |archiefdatum=4 juni 2012 |taal=en |formaat=PDF}}}}",
            replace(WHOLE, title="Otters", work="Rivier", publisher="Holt", language="en", format="PDF"),
            id="nl",
        ),
        pytest.param(
            "sv",
            f"{{{{Webbref|efternamn=Quill|förnamn=Ada|titel=Uttrar|url={URL}|verk=Floden|utgivare=Holt|datum=3 maj 2010|hämtdatum=5 juni 2012 "
            f"|arkivurl={COPY} |arkivdatum=4 juni 2012 |språk=en}}}}",
            replace(WHOLE, title="Uttrar", work="Floden", publisher="Holt", language="en"),
            id="sv",
        ),
        pytest.param(
            "tr",
            f"{{{{Web kaynağı |soyadı=Quill |ad=Ada |başlık=Susamurları |url={URL} |eser=Nehir |yayıncı=Holt |tarih=3 Mayıs 2010 "
            f"|erişimtarihi=5 Haziran 2012 |arşivurl={COPY} |arşivtarihi=4 Haziran 2012 |ölüurl=hayır |dil=en |biçim=PDF}}}}",
            replace(WHOLE, title="Susamurları", work="Nehir", publisher="Holt", language="en", format="PDF"),
            id="tr",
        ),
        pytest.param(
            "ca",
            f"{{{{Ref-web |cognom=Quill |nom=Ada |títol=Llúdrigues |url={URL} |obra=El Riu |editor=Holt |data=3 maig 2010 |consulta=5 juny 2012 "
            f"|arxiuurl={COPY} |arxiudata=4 juny 2012 |llengua=en |format=PDF}}}}",
            replace(WHOLE, title="Llúdrigues", work="El Riu", publisher="Holt", language="en", format="PDF"),
            id="ca",
        ),
        pytest.param(
            "da",
            f"{{{{Kilde www |efternavn=Quill |fornavn=Ada |titel=Oddere |url={URL} |værk=Floden |udgiver=Holt |dato=3. maj 2010 |hentet=5. juni 2012 "
            f"|arkivurl={COPY} |arkivdato=4. juni 2012 |sprog=en}}}}",
            replace(WHOLE, title="Oddere", work="Floden", publisher="Holt", language="en"),
            id="da",
        ),
        pytest.param(
            "no",
            f"{{{{Kilde www |etternavn=Quill |fornavn=Ada |tittel=Otere |url={URL} |verk=Elven |utgiver=Holt|dato=3. mai 2010|besøksdato=5. juni 2012"
            f"|arkivurl={COPY} |arkivdato=4. juni 2012 |språk=en}}}}",
            replace(WHOLE, title="Otere", work="Elven", publisher="Holt", language="en"),
            id="no",
        ),
        pytest.param(
            "fi",
            f"{{{{Verkkoviite |tekijä=Quill, Ada |nimeke=Saukot |osoite={URL} |sivusto=Joki |julkaisija=Holt |ajankohta=3.5.2010 |viitattu=5.6.2012 "
            f"|arkisto={COPY} |arkistoitu=4.6.2012 |kieli=en |tiedostomuoto=PDF}}}}",
            replace(WHOLE, title="Saukot", work="Joki", publisher="Holt", language="en", format="PDF"),
            id="fi",
        ),
        pytest.param(
            "be",
            f"{{{{Кніга |аўтар=Пяро А. |загаловак=Выдры |спасылка={URL} |выдавецтва=Хольт |год=2010 |isbn=978-3-16-148410-0}}}}",
            Source(
                article="Otter",
                reference="1",
                authors=("Пяро А.",),
                title="Выдры",
                publisher="Хольт",
                published=PartialDate(year=2010),
                url=URL,
                identifiers=(ISBN,),
            ),
            id="be",
        ),
        pytest.param(
            "fa",
            f"{{{{یادکرد وب|نام خانوادگی=Quill|نام=Ada|عنوان=سمور|نشانی={URL}|وبگاه=رود|ناشر=نشر|تاریخ=3 مه 2010|تاریخ بازبینی=۵ ژوئن ۲۰۱۲"
            f"|پیوند بایگانی={COPY}|تاریخ بایگانی=4 ژوئن 2012|زبان=en}}}}",
            replace(WHOLE, title="سمور", work="رود", publisher="نشر", language="en"),
            id="fa",
        ),
        pytest.param(
            "ko",
            f"{{{{웹 인용|성=Quill|이름=Ada|제목=수달|url={URL}|웹사이트=강|출판사=홀트|날짜=2010년 5월 3일|확인날짜=2012년 6월 5일"
            f"|archive-url={COPY}"
            "|archive-date=2012-06-04|언어=en}}",
            replace(WHOLE, title="수달", work="강", publisher="홀트", language="en"),
            id="ko",
        ),
        pytest.param(
            "cs",
            f"{{{{Citace elektronického periodika |příjmení=Quill |jméno=Ada |titul=Vydry |url={URL} |periodikum=Řeka |vydavatel=Holt "
            f"|datum vydání=3. května 2010 |datum přístupu=5. června 2012 |jazyk=en |url archivu={COPY} |datum archivace=2012-06-04}}}}",
            replace(WHOLE, title="Vydry", work="Řeka", publisher="Holt", language="en"),
            id="cs",
        ),
    ],
)
def test_a_language_template_fills_every_field(language: str, body: str, expected: Source) -> None:
    assert source(body, language) == expected
    # Without the article's language the template's name, or the parameters themselves, say enough.
    if not body.startswith(("{{Cita web", "{{Книга")):
        assert source(body, "") == replace(expected, language=source(body, "").language)


def test_the_wiki_says_the_language_where_nothing_else_does() -> None:
    part = read_body("{{Книга|автор=Перо А.|назва=Видри|видання=2-ге|рік=2010}}", "1", "", "uk.wikipedia.org").parts[0]
    assert part.stated is not None
    assert (part.stated.title, part.stated.work) == ("Видри", "")


# ---------------------------------------------------------------- the same as from HTML

CITE = '<li id="cite_note-1"><span class="mw-cite-backlink">^</span> <span class="reference-text">{}</span></li>'


def html(words: str, format: str = "", **keys: str) -> str:
    coins = "&amp;".join([f"rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3A{format}", *(f"{key}={quote_plus(value)}" for key, value in keys.items())])
    keyed = coins.replace("rft_aulast", "rft.aulast").replace("rft_aufirst", "rft.aufirst")
    for key in ("atitle", "btitle", "jtitle", "date", "pub", "isbn", "au"):
        keyed = keyed.replace(f"rft_{key}=", f"rft.{key}=")
    return CITE.format(f'<cite class="citation cs1">{words}</cite><span title="ctx_ver=Z39.88-2004&amp;{keyed}" class="Z3988"></span>')


def link(words: str, url: str = URL) -> str:
    return f'<a rel="nofollow" class="external text" href="{url}">{words}</a>'


SAW = '<span class="reference-accessdate">. Retrieved <span class="nowrap">5 June</span> 2012</span>'
ARCHIVED = f"{link('Archived', COPY)} from the original on 4 June 2012"


@pytest.mark.parametrize(
    ("body", "markup"),
    [
        pytest.param(
            f"{{{{cite web|last=Quill|first=Ada|title=Otters|url={URL}|website=Otter Times|publisher=Holt House|date=3 May 2010"
            "|access-date=5 June 2012}}",
            html(
                f"Quill, Ada (3 May 2010). {link('&quot;Otters&quot;')}. <i>Otter Times</i>. Holt House{SAW}.",
                "journal",
                rft_jtitle="Otter Times",
                rft_atitle="Otters",
                rft_date="2010-05-03",
                rft_aulast="Quill",
                rft_aufirst="Ada",
                rft_id=URL,
            ),
            id="web page in a work",
        ),
        pytest.param(
            f"{{{{cite web|title=Otters|url={URL}|publisher=Holt House|date=May 2010|archive-url={COPY}|archive-date=4 June 2012|url-status=live}}}}",
            html(
                f"{link('&quot;Otters&quot;')}. Holt House. May 2010. {ARCHIVED}.",
                "book",
                rft_btitle="Otters",
                rft_pub="Holt House",
                rft_date="2010-05",
                rft_id=URL,
            ),
            id="web page of a publisher, archived",
        ),
        pytest.param(
            "{{cite book|last1=Quill|first1=Ada|last2=Elm|first2=Bob|chapter=Otters|title=Beasts of the River|publisher=Holt House"
            "|location=London|year=2010"
            "|isbn=978-3-16-148410-0|pages=5–7}}",
            html(
                'Quill, Ada; Elm, Bob (2010). "Otters". <i>Beasts of the River</i>. London: Holt House. pp. 5–7. <a href="/wiki/ISBN">ISBN</a> '
                '<a href="/wiki/Special:BookSources/978-3-16-148410-0"><bdi>978-3-16-148410-0</bdi></a>.',
                "book",
                rft_atitle="Otters",
                rft_btitle="Beasts of the River",
                rft_pub="Holt House",
                rft_date="2010",
                rft_isbn="978-3-16-148410-0",
                rft_aulast="Quill",
                rft_aufirst="Ada",
                rft_au="Elm, Bob",
            ),
            id="chapter of a book",
        ),
        pytest.param(
            f"{{{{cite news|title=Otters|url={URL}|work=Otter Times|agency=Reuters|date=Spring 2010|access-date=5 June 2012|format=PDF}}}}",
            html(
                f"{link('&quot;Otters&quot;')} <span>(PDF)</span>. <i>Otter Times</i>. Reuters. Spring 2010{SAW}.",
                "journal",
                rft_jtitle="Otter Times",
                rft_atitle="Otters",
                rft_date="2010-21",
                rft_id=URL,
            ),
            id="news of an agency, in a season",
        ),
        pytest.param(
            "{{cite journal|vauthors=Quill A, Elm B|title=Otters|journal=River Studies|volume=5|issue=2|date=May 2010|doi=10.1000/otter|pmid=12345}}",
            html(
                'Quill A, Elm B (May 2010). "Otters". <i>River Studies</i>. <b>5</b> (2). <a href="/wiki/Doi">doi</a>:'
                f"{link('10.1000/otter', 'https://doi.org/10.1000%2Fotter')}. PMID {link('12345', 'https://pubmed.ncbi.nlm.nih.gov/12345')}.",
                "journal",
                rft_jtitle="River Studies",
                rft_atitle="Otters",
                rft_date="2010-05",
                rft_id="info:doi/10.1000/otter",
                rft_au="Quill, A; Elm, B",
            ),
            id="article with identifiers",
        ),
        pytest.param(
            f"{{{{cite encyclopedia|title=Otter|encyclopedia=Book of Beasts|publisher=Holt House|url={URL}|year=2010}}}}",
            html(
                f"{link('&quot;Otter&quot;')}. <i>Book of Beasts</i>. Holt House. 2010.",
                "book",
                rft_atitle="Otter",
                rft_btitle="Book of Beasts",
                rft_pub="Holt House",
                rft_date="2010",
                rft_id=URL,
            ),
            id="entry of an encyclopedia",
        ),
        pytest.param(
            f"{{{{cite web|title=Otters|url={URL}.pdf|publisher=Holt House}}}}",
            html(
                f"{link('&quot;Otters&quot;', URL + '.pdf')} <span>(PDF)</span>. Holt House.",
                "book",
                rft_btitle="Otters",
                rft_pub="Holt House",
                rft_id=URL + ".pdf",
            ),
            id="the format that the address shows",
        ),
        pytest.param(
            f'[{URL} "Otters of the North"]. Otter Times. 3 May 2010. Retrieved 5 June 2012.',
            CITE.format(f"{link('&quot;Otters of the North&quot;')}. Otter Times. 3 May 2010. Retrieved 5 June 2012."),
            id="free words",
        ),
        pytest.param(
            f"[{URL} Otters of the North], ''Otter Times'', 3 May 2010. {{{{webarchive|url={COPY}|date=4 June 2012}}}}",
            CITE.format(
                f"{link('Otters of the North')}, <i>Otter Times</i>, 3 May 2010. {link('Archived', COPY)} 4 June 2012 at the Wayback Machine."
            ),
            id="free words with a note on the archived copy",
        ),
        pytest.param(
            f"[{URL} Otters of the North], Otter Times, 3 May 2010; [http://b.example/b Otters of the South], The Post, 4 May 2010.",
            CITE.format(
                f"{link('Otters of the North')}, Otter Times, 3 May 2010; {link('Otters of the South', 'http://b.example/b')}, The Post, 4 May 2010."
            ),
            id="two sources in free words",
        ),
        pytest.param(
            f"[{URL} Otters of the North], Otter Times<br />[http://b.example/b Otters of the South], The Post",
            CITE.format(f"{link('Otters of the North')}, Otter Times<br />{link('Otters of the South', 'http://b.example/b')}, The Post"),
            id="two sources in two lines",
        ),
        pytest.param(
            f"[{URL} Otters of the North]; [http://b.example/b PDF]",
            CITE.format(f"{link('Otters of the North')}; {link('PDF', 'http://b.example/b')}"),
            id="one source with two links",
        ),
        pytest.param(URL, CITE.format(f'<a rel="nofollow" class="external free" href="{URL}">{URL}</a>'), id="bare address"),
        pytest.param(f"[{URL}]", CITE.format(f'<a rel="nofollow" class="external autonumber" href="{URL}">[1]</a>'), id="numbered address"),
        pytest.param(
            "Quill, Ada (2010). ''Beasts of the River''. London: Holt House. {{ISBN|978-3-16-148410-0}}.",
            CITE.format(
                "Quill, Ada (2010). <i>Beasts of the River</i>. London: Holt House. ISBN "
                '<a href="/wiki/Special:BookSources/978-3-16-148410-0">978-3-16-148410-0</a>.'
            ),
            id="book in free words",
        ),
        pytest.param(
            f"{{{{cite web|title=Otters|url={URL}|website=Otter Times|date=02/03/2010}}}}",
            html(
                f"{link('&quot;Otters&quot;')}. <i>Otter Times</i>. 02/03/2010.", "journal", rft_jtitle="Otter Times", rft_atitle="Otters", rft_id=URL
            ),
            id="date that can be read in two ways",
        ),
    ],
)
def test_gives_the_fields_that_the_same_reference_gives_as_html(body: str, markup: str) -> None:
    page = f'<title>Otter</title><p>Otters swim.<sup class="reference"><a href="#cite_note-1">[1]</a></sup></p><ol class="references">{markup}</ol>'
    (article,) = FORMAT.read(ArticleInput(stream=io.BytesIO(page.encode()), file="otter.html"))
    (rendered,) = article.references
    assert sources(body) == tuple(replace(source, article="Otter", raw="", file="", span=(0, 0), line=0, column=0) for source in rendered.sources)
    _, own = read_reference(read_body(body, "1", "en"), Place(number="1", span=(0, 1), line=1, column=1), Whole(title="Otter", file=""))
    assert [remark.rule for remark in own] == [remark.rule for remark in article.remarks]


# ---------------------------------------------------------------- traps of parameters


@pytest.mark.parametrize(
    ("body", "field", "value"),
    [
        pytest.param("{{cite web|title=A [[Otter|water dog]]s' ''life''}}", "title", "A water dogs' life", id="markup in a title"),
        pytest.param("{{cite web|title=Otters {{!}} River}}", "title", "Otters | River", id="a bar from a template"),
        pytest.param("{{cite web|title=Otters<!-- |title=no --> here}}", "title", "Otters here", id="a comment in a value"),
        pytest.param("{{cite web|title=<nowiki>[[Otter]] | {{x}}</nowiki>}}", "title", "[[Otter]] | {{x}}", id="nowiki"),
        pytest.param("{{cite web|title=Kawauso|script-title=ja:川獺}}", "title", "Kawauso 川獺", id="title in two scripts"),
        pytest.param("{{cite web|title=An unpaired ''mark}}", "title", "An unpaired mark", id="unpaired italics"),
        pytest.param("{{Cite_web|title=Otters}}", "title", "Otters", id="name with an underscore"),
        pytest.param("{{cite web\n|title = Otters\n|work = \n|website = River\n}}", "work", "River", id="empty value"),
        pytest.param("{{cite web|title=A|title=Otters}}", "title", "Otters", id="the last of two values"),
        pytest.param("{{cite episode|title=Holt|series=Otters|network=BBC}}", "work", "Otters", id="episode in its series"),
        pytest.param("{{cite conference|title=Otters|book-title=Proceedings}}", "work", "Proceedings", id="paper in its proceedings"),
        pytest.param("{{cite book|title=((Otters))|last=((Holt, House))}}", "title", "Otters", id="accept-as-written marks"),
        pytest.param("{{Chapitre|titre chapitre=Loutres|titre ouvrage=Bêtes}}", "work", "Bêtes", id="fr chapter"),
        pytest.param("{{lang|fr|{{cite web|title=x}}}} {{cite web|title=Otters}}", "title", "Otters", id="a citation beside a layout template"),
        pytest.param("{{cite journal|title=T|id={{ISBN|978-3-16-148410-0}}}}", "identifiers", (ISBN,), id="identifier in id="),
        pytest.param("{{cite journal|title=T|pmc=PMC123}}", "identifiers", (Identifier(scheme="pmc", value="123"),), id="PMC"),
        pytest.param("{{cite web|title=T|doi=https://doi.org/10.1000/otter}}", "identifiers", (DOI,), id="DOI given as an address"),
        pytest.param("{{cite web|title=T|accessdaymonth=5 June|accessyear=2012}}", "accessed", SEEN, id="date in pieces"),
        pytest.param("{{cite web|title=T|date={{start date|2010|05|03}}}}", "published", None, id="pieces of a date are no date"),
        pytest.param("{{cite web|title=T|month=May|year=2010}}", "published", PartialDate(year=2010, month=5), id="month and year"),
        pytest.param("{{cite web|title=T|date=20–21 May 2010}}", "published", PartialDate(year=2010, month=5), id="range"),
        pytest.param("{{cite web|title=T|archive-date=4 June 2012}}", "archived_on", KEPT, id="archive date alone"),
        pytest.param("{{cite web|title=T|url=//river.example/x}}", "url", "https://river.example/x", id="address without a scheme"),
        pytest.param(f"{{{{cite web|title=T|url={COPY}}}}}", "url", URL, id="archive's address in url="),
        pytest.param(f"{{{{cite web|title=T|url={COPY}}}}}", "archive_url", COPY, id="which is the copy"),
        pytest.param("{{cite web|title=T|url=http://river.example/?a=1&amp;b=2}}", "url", "http://river.example/?a=1&b=2", id="entity in an address"),
        pytest.param(f"{{{{cite book|title=B|chapter=C|url=http://b.example|chapter-url={URL}}}}}", "url", URL, id="the chapter's address first"),
        pytest.param("{{cite web|title=T|language=[[French language|French]]}}", "language", "fr", id="linked language"),
        pytest.param("{{cite web|title=T|author=Ada Quill|author2=Elm, Bob}}", "authors", ("Ada Quill", "Elm, Bob"), id="whole names"),
        pytest.param(
            "{{cite web|title=T|last1=Quill|first1=Ada|last2=[[Bob Elm|Elm]]|first2=Bob}}", "authors", ("Quill, Ada", "Elm, Bob"), id="links"
        ),
        pytest.param("{{cite journal|title=T|vauthors=Quill A, Elm B, et al.}}", "authors", ("Quill, A", "Elm, B"), id="Vancouver, and others"),
        pytest.param("{{cite book|title=T|editor-last=Fir|editor-first=Carl}}", "authors", ("Fir, Carl",), id="editors where no author is named"),
    ],
)
def test_parameter_traps(body: str, field: str, value: object) -> None:
    assert getattr(sources(body)[-1], field) == value


def test_a_parameter_given_twice_is_told() -> None:
    _, remarks = read_reference(
        read_body("{{cite web|title=A|title=B}}", "7"), Place(number="7", span=(0, 1), line=1, column=1), Whole(title="Otter", file="")
    )
    assert [(remark.rule, remark.references) for remark in remarks] == [("repeated-parameter", ("7",))]


# ---------------------------------------------------------------- links, notes on copies, marks


@pytest.mark.parametrize(
    ("body", "language", "name"),
    [
        pytest.param(f"[{URL} Otters] {{{{wayback|url={URL}|date=20120604000000}}}}", "en", "Wayback Machine", id="wayback"),
        pytest.param(
            f"{{{{cite web|title=Otters|url={URL}}}}} {{{{webarchive|url={COPY}|date=June 4, 2012}}}}", "en", "Wayback Machine", id="citation"
        ),
        pytest.param(f"[{URL} Otters] ({{{{Webarchiv|url={URL}|wayback=20120604000000|text=Memento}}}})", "de", "Internet Archive", id="de"),
        pytest.param(f"[{URL} Otters] {{{{Lien archive|url={URL}|horodatage archive=20120604000000}}}}", "fr", "Wayback Machine", id="fr"),
        pytest.param(f"[{URL} Otters] {{{{Webarchive|url={COPY}|date=4 giugno 2012}}}}", "it", "Internet Archive", id="it"),
        pytest.param(f"[{URL} Otters] {{{{Wayback|url={URL}|date=20120604000000}}}}", "ru", "Wayback Machine", id="ru"),
        pytest.param(f"[{URL} Otters]{{{{Wayback|url={URL}|date=20120604000000}}}}", "zh", "Wayback Machine", id="zh"),
    ],
)
def test_a_note_on_the_archived_copy_gives_it_to_its_source(body: str, language: str, name: str) -> None:
    read = source(body, language)
    assert (read.title, read.url, read.archive_url, read.archived_on, read.archive_name) == ("Otters", URL, COPY, KEPT, name)


def test_a_copy_alone_is_a_source() -> None:
    read = source(f"{{{{webarchive|url={COPY}|title=Otters|date=4 June 2012}}}}")
    assert (read.role, read.title, read.url, read.archive_url) == (Role.SOURCE, "Otters", URL, COPY)


@pytest.mark.parametrize(
    "mark",
    [
        "{{dead link|date=May 2011}}",
        "{{Toter Link|date=2011-05}}",
        "{{lien brisé}}",
        "{{enlace roto}}",
        "{{collegamento interrotto|date=2011}}",
        "{{недоступная ссылка}}",
        "{{Мёртвая ссылка}}",
        "{{недоступне посилання}}",
        "{{وصلة مكسورة}}",
        "{{ligação inativa}}",
    ],
)
def test_a_mark_on_a_dead_link_is_no_word_of_the_source(mark: str) -> None:
    assert source(f"[{URL} Otters], 3 May 2010 {mark}") == source(f"[{URL} Otters], 3 May 2010")
    assert source(mark).role is Role.EMPTY


@pytest.mark.parametrize(
    ("mark", "language", "title"),
    [
        pytest.param(f"{{{{Toter Link|url={URL}}}}}", "de", "", id="an address by name"),
        pytest.param(f"{{{{Lien brisé |url={URL}}}}}.", "fr", "", id="with a stop"),
        pytest.param(f"{{{{Enlace roto|1={URL}|2={URL}}}}}", "es", "", id="an address instead of words"),
        pytest.param(f"{{{{Enlace roto|1=Nutrias|2={URL}}}}}", "es", "Nutrias", id="words and an address"),
    ],
)
def test_a_mark_on_a_dead_link_may_be_all_there_is_of_it(mark: str, language: str, title: str) -> None:
    read = source(mark, language)
    assert (read.role, read.title, read.url) == (Role.SOURCE, title, URL)


@pytest.mark.parametrize("mark", ["{{dead link|date=May 2011}}", "{{de}}", "{{unknown|x}}"])
def test_a_link_without_words_is_not_lost_for_a_template_beside_it(mark: str) -> None:
    assert source(f"[{URL} ]{mark}").url == source(f"{mark} [{URL}]").url == URL


def test_a_mark_may_hold_the_citation_that_it_is_on() -> None:
    read = source(f"{{{{enlace roto|1={{{{Cita web|título=Nutrias|url={URL}}}}} |2={URL} |bot=B}}}}", "es")
    assert (read.title, read.url) == ("Nutrias", URL)
    assert source(f"{{{{Lien brisé|url={URL}|titre=Loutres}}}}", "fr").title == "Loutres"


def test_links_have_roles_and_words() -> None:
    entry = read_body(f"[{URL} Otters], [https://doi.org/10.1000/otter doi], [{COPY} copy], [[Otter]]", "1")
    assert [(link.words, link.role) for link in entry.links] == [
        ("Otters", LinkRole.ORIGINAL),
        ("doi", LinkRole.IDENTIFIER),
        ("copy", LinkRole.ARCHIVE),
    ]
    assert entry.parts[0].identifiers == (DOI,)


# ---------------------------------------------------------------- what a body is


def test_bundled_sources_are_parts() -> None:
    read = sources(f"See {{{{cite web|title=A|url={URL}}}}}; also {{{{cite book|title=B}}}}.")
    assert [(part.title, part.url) for part in read] == [("A", URL), ("B", "")]
    read = sources(f"Two:\n* {{{{cite web|title=A|url={URL}}}}}\n* [http://b.example/b B of C]. Times. 2010\n* plain words")
    assert [(part.title, part.url) for part in read[:2]] == [("A", URL), ("B of C", "http://b.example/b")]


def test_each_part_is_printed_as_written() -> None:
    entry = read_body("* {{cite web|title=A|url=http://a.example}}, p. 1\n* {{cite book|title=''B''}}", "1")
    assert [part.printed for part in entry.parts] == ["{{cite web|title=A|url=http://a.example}}, p. 1", "{{cite book|title=''B''}}"]
    assert entry.text == "* {{cite web|title=A|url=http://a.example}}, p. 1\n* {{cite book|title=''B''}}"


def test_a_short_citation_points_to_its_entry() -> None:
    part = read_body("See {{harvnb|Smith|Jones|2010|p=4}} and [[#CITEREFElm2011|Elm 2011]].", "1").parts[0]
    assert part.points_to == ("CITEREFSmithJones2010", "CITEREFElm2011")
    assert part.words == "See Smith & Jones 2010, p. 4 and Elm 2011."
    assert source("{{harvnb|Smith|2010}}").role is Role.SHORT


def test_a_note_without_a_source_is_words() -> None:
    part = read_body("In those days ''otters'' were {{convert|1|m}} long.", "note 1").parts[0]
    assert (part.words, part.links, part.stated, part.is_lost) == ("In those days otters were 1 m long.", (), None, False)


@pytest.mark.parametrize("body", ["", " ", "{{dead link}}", "<!-- gone -->", "—", "{{citation needed|date=May 2010}}"])
def test_nothing_is_empty(body: str) -> None:
    assert source(body).role is Role.EMPTY


def test_an_unknown_template_alone_is_a_source_without_fields() -> None:
    assert source("{{RiverBase|id=123}}") == Source(article="Otter", reference="1")
    read = source(f"{{{{RiverBase|id=123|title=Otters|url={URL}}}}}, p. 5")
    assert (read.title, read.url) == ("Otters", URL)


def test_an_unknown_template_shows_the_address_that_it_is_given() -> None:
    assert source(f"{{{{official website|{URL}}}}}").url == URL
    assert source(f"{{{{RiverBase|url={URL}}}}}").url == URL


@pytest.mark.parametrize("mark", ["{{pt icon}}", "{{in lang|pt}}", "{{ref-pt}}"])
def test_a_mark_of_the_language(mark: str) -> None:
    read = source(f'[{URL} "Otters of the North"] {mark}. Otter Times. 3 May 2010.')
    assert (read.title, read.language, read.publisher) == ("Otters of the North", "pt", "Otter Times")


def test_a_link_in_the_words_of_a_link() -> None:
    assert source(f"[{URL} Otters of [[River|the river]]]. Otter Times. 2010").title == "Otters of the river"


def test_an_unclosed_template_is_words() -> None:
    read = source(f"{{{{cite web|title=Otters|url={URL}|date=2010")
    assert read.role is Role.SOURCE
    assert read.url == URL


def test_an_unpaired_mark_of_italics_loses_nothing() -> None:
    assert source(f"''Otter Times [{URL} \"Otters of the North\"]. 3 May 2010").title == "Otters of the North"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("{{" * 10_000, id="opening braces"),
        pytest.param("{{a|" * 10_000 + "}}" * 10_000, id="nested calls"),
        pytest.param("{{cite web|title=" * 10_000 + "}}" * 10_000, id="nested citations"),
        pytest.param("{{a|[[b|" * 10_000, id="calls and links"),
        pytest.param("[[" * 10_000, id="links"),
        pytest.param("[http://a.example " * 10_000, id="external links"),
        pytest.param("[http://a.example " + " " * 200_000, id="an external link and spaces"),
        pytest.param("<ref>" * 10_000 + "<nowiki>" * 10_000 + "<!--" * 10_000, id="tags"),
        pytest.param("''a" * 50_000, id="marks of italics"),
        pytest.param("{{dead link|1=" * 5_000 + "}}" * 5_000, id="nested marks"),
        pytest.param("\n* {{cite web|title=a|url=http://a.example}}" * 2_000, id="items"),
        pytest.param("x" * 1_000_000, id="one line"),
    ],
)
def test_takes_any_body_in_little_time(body: str) -> None:
    started = time.process_time()
    read(read_body(body, "1"))
    anchors_of(body)
    assert time.process_time() - started < 3


# ---------------------------------------------------------------- names of entries, short citations


@pytest.mark.parametrize(
    ("body", "names"),
    [
        pytest.param("{{cite book|last=Smith|last2=Jones|date=3 May 2010|title=T}}", ("CITEREFSmithJones2010",), id="surnames and year"),
        pytest.param("{{cite book|last=A|last2=B|last3=C|last4=D|last5=E|year=2010a}}", ("CITEREFABCD2010a",), id="four names, year with a letter"),
        pytest.param("{{cite book|editor-last=Fir|year=2010}}", ("CITEREFFir2010",), id="editor"),
        pytest.param("{{cite book|vauthors=Quill A, Elm B|year=2010}}", ("CITEREFQuillElm2010",), id="Vancouver"),
        pytest.param("{{cite book|author=Otter Board|year=2010}}", ("CITEREFOtter_Board2010",), id="a name of two words"),
        pytest.param("{{cite book|title=T|ref=CITEREFBoard2010}}", ("CITEREFBoard2010",), id="given whole"),
        pytest.param("{{cite book|last=X|year=1|ref={{sfnref|Board|2010}}}}", ("CITEREFBoard2010",), id="sfnref"),
        pytest.param("{{cite book|last=X|year=2010|ref={{harvid|Board|2010}}}}", ("CITEREFBoard2010",), id="harvid"),
        pytest.param("{{cite book|last=X|year=2010|ref=none}}", (), id="none"),
        pytest.param("{{cite book|last=X|year=2010|ref=harv}}", ("CITEREFX2010",), id="harv"),
        pytest.param("{{Книга|автор=Перо А.|год=2010|ref=Перо}}", ("CITEREFПеро", "CITEREFПеро2010"), id="ru"),
        pytest.param("{{Cita libro|cognome=Penna|anno=2010|cid=RO}}", ("CITEREFRO", "CITEREFRO2010"), id="it"),
        pytest.param('<span id="CITEREFOak2010">Oak 2010</span>, see [[#CITEREFElm2011|Elm]]', ("CITEREFOak2010",), id="an id, not a link to one"),
        pytest.param("no template", (), id="nothing"),
    ],
)
def test_names_of_entries(body: str, names: tuple[str, ...]) -> None:
    assert anchors_of(body) == names


def test_reads_a_short_citation_from_its_call() -> None:
    short = read_short("{{sfn|Smith|Jones|2010|p=4}}")
    assert short is not None
    assert (short.printed, short.words, short.points_to) == ("{{sfn|Smith|Jones|2010|p=4}}", "Smith & Jones 2010, p. 4", ("CITEREFSmithJones2010",))
    short = read_short("{{cita|Penna 2010|p. 4|RO}}")
    assert short is not None
    assert (short.words, short.points_to) == ("Penna 2010, p. 4", ("CITEREFRO",))


def test_other_calls_are_no_short_citation() -> None:
    for words in ("{{cite web|title=x}}", "{{reflist}}"):
        assert read_short(words) is None


def test_knows_citation_templates() -> None:
    for name in ("cite web", "Cite_web", "Citation", "Literatur", "lien web", "Книга", "Cytuj książkę", "استشهاد ويب", "cite anything new"):
        assert is_citation_template(name), name
    for name in ("citation needed", "sfn", "webarchive", "dead link", "reflist", "convert", "cita requerida"):
        assert not is_citation_template(name), name


def test_the_bodies_of_the_shared_article_keep_their_counts(shared: Path) -> None:
    words = (shared / "articles" / "royal-thai-armed-forces.wikitext").read_text(encoding="utf-8")
    tags = [tag for tag in mwparserfromhell.parse(words).filter_tags(matches=lambda node: str(node.tag) == "ref") if tag.contents]
    read_all = [read(read_body(str(tag.contents), "1", "en")) for tag in tags]
    assert len(read_all) == 29
    assert sum(bool(reference.sources[0].url) for reference in read_all) == 26
    assert sum(bool(reference.sources[0].archive_url) for reference in read_all) == 6
    assert all(source.role is Role.SOURCE for reference in read_all for source in reference.sources)


# ---------------------------------------------------------------- as real articles have it


def test_words_after_a_note_on_a_copy_go_on_with_the_source() -> None:
    read = source(f"[{URL} Otters] {{{{Webarchive|url={COPY}|date=4 June 2012}}}}, Otter Times. Retrieved 5 June 2012.")
    assert (read.title, read.publisher, read.accessed, read.archived_on, read.archive_url) == ("Otters", "Otter Times", SEEN, KEPT, COPY)


def test_a_note_on_a_copy_may_stand_inside_quotation_marks() -> None:
    read = source(f'"[{URL} Otters] {{{{webarchive|url={COPY}|date=4 June 2012}}}}." [[Otter Times]]. Retrieved 5 June 2012.')
    assert (read.title, read.accessed, read.archived_on) == ("Otters", SEEN, KEPT)


def test_a_note_on_a_copy_gives_the_title_of_what_follows() -> None:
    read = source(f"{{{{Webarchiv|url={URL}|wayback=20120604000000|text=''Fischotter.''}}}} In: ''Otterblatt'', 3. Mai 2010", "de")
    assert (read.title.strip("."), read.publisher, read.published, read.url) == ("Fischotter", "Otterblatt", DAY, URL)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"[{URL} Otter] {{{{de icon}}}}", id="after it"),
        pytest.param(f"{{{{de}}}} [{URL} Otter]", id="two letters before it"),
        pytest.param(f"[{URL} Otter] {{{{in lang|de}}}}", id="a parameter"),
        pytest.param(f"{{{{lingue|de}}}} [{URL} Otter]", id="Italian"),
        pytest.param(f"[{URL} Otter] {{{{ref-de}}}}", id="Russian"),
        pytest.param(f"{{{{cite web|title=Otter|url={URL}}}}} {{{{de icon}}}}", id="beside a template"),
        pytest.param(f"{{{{cite web|title=Otter|url={URL}|language={{{{de}}}}}}}}", id="in a parameter"),
        pytest.param(f"{{{{cite web|title=Otter|url={URL}|language={{{{de icon}}}}}}}}", id="a mark in a parameter"),
    ],
)
def test_a_template_marks_the_language_of_a_source(body: str) -> None:
    read = source(body)
    assert (read.title, read.url, read.language, read.authors) == ("Otter", URL, "de", ())


def test_a_template_for_quotations_is_words() -> None:
    entry = read_body("They say {{citation|otters}} and {{citation|beavers}}.", "1", "fr")
    assert [part.words for part in entry.parts] == ["They say otters and beavers."]


def test_entities_in_addresses_end_in_a_semicolon() -> None:
    links = read_body("[http://a.example/?x=1&amp;y=2 A] http://b.example/?x=1&copy=2&amp;z=3", "1", "en").links
    assert [link.url for link in links] == ["http://a.example/?x=1&y=2", "http://b.example/?x=1&copy=2&z=3"]


@pytest.mark.parametrize(
    ("language", "body", "expected"),
    [
        pytest.param(
            "bg",
            f"{{{{Цитат уеб|уеб_адрес={URL}|заглавие=Видри|достъп_дата=5 юни 2012|труд=Река|издател=Дом|език=de}}}}",
            {"title": "Видри", "work": "Река", "publisher": "Дом", "accessed": SEEN, "language": "de"},
            id="bg",
        ),
        pytest.param(
            "et",
            f"{{{{Netiviide|autor=Ada Quill|url={URL}|pealkiri=Saarmad|väljaanne=Leht|väljaandja=Maja|aeg=3. mai 2010|vaadatud=5. juuni 2012"
            f"|arhiivimisurl={COPY}|arhiivimisaeg=4. juuni 2012|keel=de}}}}",
            {
                **{"title": "Saarmad", "authors": ("Ada Quill",), "work": "Leht", "publisher": "Maja", "published": DAY, "accessed": SEEN},
                **{"archived_on": KEPT, "archive_url": COPY, "language": "de"},
            },
            id="et",
        ),
        pytest.param(
            "eu",
            f"{{{{Erreferentzia|abizena=Quill|izena=Ada|izenburua=Igarabak|url={URL}|egunkaria=Ibaia|argitaletxea=Etxea|data=2010-5-3"
            "|sartze-data=2012-06-05|hizkuntza={{es}}}}",
            {
                **{"title": "Igarabak", "authors": ("Quill, Ada",), "work": "Ibaia", "publisher": "Etxea", "published": DAY, "accessed": SEEN},
                "language": "es",
            },
            id="eu",
        ),
        pytest.param(
            "gl",
            f"{{{{Cita novas|url={URL}|título=Lontras|data=3 de maio de 2010|dataacceso=5 de xuño de 2012|url-arquivo={COPY}"
            "|data-arquivo=4 de xuño de 2012}}",
            {"title": "Lontras", "published": DAY, "accessed": SEEN, "archived_on": KEPT, "archive_url": COPY},
            id="gl",
        ),
        pytest.param(
            "he",
            f"{{{{קישור כללי|כתובת={URL}|הכותב=עדה|כותרת=לוטרות|אתר=נהר|תאריך=2010-05-03|שפה=he|תאריך_וידוא=2012-06-05}}}}",
            {"title": "לוטרות", "authors": ("עדה",), "work": "נהר", "published": DAY, "accessed": SEEN, "language": "he"},
            id="he",
        ),
        pytest.param(
            "he",
            f'{{{{צ-ספר|מחבר=עדה|שם=לוטרות|מו"ל=בית|שנת הוצאה=2010|url={URL}}}}}',
            {"title": "לוטרות", "authors": ("עדה",), "publisher": "בית", "published": PartialDate(year=2010)},
            id="he, a book",
        ),
        pytest.param(
            "hu",
            f"{{{{CitWeb|szerző=Toll Ada|cím=Vidrák|weblap=Folyó|kiadó=Ház|url={URL}|dátum=2010. május 3.|elérés=2012-06-05}}}}",
            {"title": "Vidrák", "authors": ("Toll Ada",), "work": "Folyó", "publisher": "Ház", "published": DAY, "accessed": SEEN},
            id="hu",
        ),
        pytest.param(
            "it",
            f"{{{{cita web|{URL}|Lontre|3 maggio 2010|editore=Casa|accesso=5 giugno 2012}}}}",
            {"title": "Lontre", "publisher": "Casa", "published": DAY, "accessed": SEEN},
            id="it, without names",
        ),
        pytest.param(
            "ru",
            f"{{{{Книга|автор=Ада Перо|заглавие=Выдры|издание=2-е изд.|издательство=Дом|год=2010|ссылка={URL}}}}}",
            {"title": "Выдры", "authors": ("Ада Перо",), "work": "", "publisher": "Дом", "published": PartialDate(year=2010)},
            id="ru, an edition",
        ),
        pytest.param(
            "sk",
            f"{{{{Citácia elektronického dokumentu|priezvisko=Quill|meno=Ada|titul=Vydry|url={URL}|dátum vydania=2010-05-03"
            "|dátum prístupu=2012-06-05|vydavateľ=Dom|jazyk=de}}",
            {"title": "Vydry", "authors": ("Quill, Ada",), "publisher": "Dom", "published": DAY, "accessed": SEEN, "language": "de"},
            id="sk",
        ),
        pytest.param(
            "vi",
            f"{{{{chú thích web|author=Ada Quill|title=Rái cá|url={URL}|date=ngày 3 tháng 5 năm 2010|access-date=5 tháng 6 năm 2012}}}}",
            {"title": "Rái cá", "authors": ("Ada Quill",), "published": DAY, "accessed": SEEN},
            id="vi",
        ),
        pytest.param(
            "vi",
            f"{{{{chú thích web|tác giả=Ada Quill|tiêu đề=Rái cá|url={URL}|ngày=2010-05-03|ngày truy cập=5 tháng 6 năm 2012|nhà xuất bản=Nhà}}}}",
            {"title": "Rái cá", "authors": ("Ada Quill",), "publisher": "Nhà", "published": DAY, "accessed": SEEN},
            id="vi, its own names",
        ),
        pytest.param(
            "ar",
            f"{{{{مرجع كتاب|المؤلف=آدا|العنوان=ثعلب الماء|الناشر=دار|السنة=2010|url={URL}}}}}",
            {"title": "ثعلب الماء", "authors": ("آدا",), "publisher": "دار", "published": PartialDate(year=2010)},
            id="ar, with articles",
        ),
    ],
)
def test_templates_of_more_wikis(language: str, body: str, expected: dict[str, object]) -> None:
    read = source(body, language)
    assert {field: getattr(read, field) for field in expected} == expected
    assert read.url == URL


def test_a_book_without_names_for_its_parameters() -> None:
    read = source("{{cita libro|Ada|Quill|Lontre|2010|Casa|Roma}}", "it")
    assert (read.authors, read.title, read.published, read.publisher) == (("Quill, Ada",), "Lontre", PartialDate(year=2010), "Casa")


@pytest.mark.parametrize(
    ("body", "identifier"),
    [
        pytest.param("{{cite doi|10.1000/otter}}", DOI, id="doi"),
        pytest.param("{{Cite pmid|7815439}}", Identifier(scheme="pmid", value="7815439"), id="pmid"),
    ],
)
def test_a_citation_of_an_identifier_alone(body: str, identifier: Identifier) -> None:
    assert source(body).identifiers == (identifier,)


@pytest.mark.parametrize(
    ("body", "title"),
    [
        pytest.param(f'Quill, Ada, "Otters" ([{URL} PDF])', "Otters", id="a format in brackets"),
        pytest.param(f"Quill, Ada. [{URL} Otters of the river]. Holt House.", "Otters of the river", id="a title"),
    ],
)
def test_words_of_a_link_that_are_no_title(body: str, title: str) -> None:
    assert source(body).title == title


@pytest.mark.parametrize("name", ["Webarşiv", "ওয়েব আর্কাইভ", "Any archive"])
def test_a_note_on_a_copy_by_any_name(name: str) -> None:
    read = source(f"[{URL} Otters], Otter Times. {{{{{name}|url={COPY}|tarih=4 June 2012}}}}")
    assert (read.title, read.publisher, read.url, read.archive_url, read.archived_on) == ("Otters", "Otter Times", URL, COPY, KEPT)


LINKED, BOOK = "[http://one.example One], ''Paper A'', 2001", "{{cite book|title=Two|last=Bee|year=2002}}"


@pytest.mark.parametrize("body", [f"{LINKED}; {BOOK}", f"{BOOK}; {LINKED}"])
def test_a_link_and_a_template_with_a_semicolon_between_are_two_sources(body: str) -> None:
    found = {(source.title, source.url) for source in read(read_body(body, "1", "en")).sources}
    assert found == {("One", "http://one.example"), ("Two", "")}


def test_a_link_beside_a_template_without_one_is_its_sources() -> None:
    (source,) = read(read_body(f"{BOOK} [http://one.example Online edition]", "1", "en")).sources
    assert (source.title, source.url) == ("Two", "http://one.example")
