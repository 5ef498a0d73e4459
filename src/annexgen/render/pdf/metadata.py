"""What the file says about itself: information, XMP, colour space (ISO 19005-2, 6.6 and 6.2.3).

Everything comes from the document; the clock is not asked.
"""

from __future__ import annotations

from pathlib import Path

from annexgen import __version__
from annexgen.document import Document
from annexgen.render.pdf import objects
from annexgen.render.pdf.file import PdfFile, compressed

PRODUCER = f"annexgen {__version__}"
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})

_PACKET = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmp:CreateDate>{date}T00:00:00+00:00</xmp:CreateDate>
<xmp:ModifyDate>{date}T00:00:00+00:00</xmp:ModifyDate>
</rdf:Description>
{conformance}</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""

_CONFORMANCE = """\
<rdf:Description rdf:about=""
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def information(document: Document) -> str:
    """Return the information dictionary (ISO 32000-1, 14.3.3); the XMP packet says the same."""
    written = objects.text(f"D:{document.date:%Y%m%d}000000+00'00'")
    return objects.dictionary(
        {
            "Title": objects.text(document.title),
            "Author": objects.text(document.author),
            "Subject": objects.text(document.subject),
            "Creator": objects.text(PRODUCER),
            "Producer": objects.text(PRODUCER),
            "CreationDate": written,
            "ModDate": written,
        }
    )


def packet(document: Document, *, conforming: bool) -> bytes:
    """Return the XMP packet (ISO 16684-1).

    Args:
        document: what the file shows.
        conforming: whether to claim PDF/A-2a and PDF/UA-1; an untagged file must not.
    """
    return _PACKET.format(
        title=document.title.translate(_ESCAPED),
        author=document.author.translate(_ESCAPED),
        subject=document.subject.translate(_ESCAPED),
        language=document.language.translate(_ESCAPED),
        producer=PRODUCER.translate(_ESCAPED),
        date=document.date.isoformat(),
        conformance=_CONFORMANCE if conforming else "",
    ).encode("utf-8")


def add_metadata(file: PdfFile, document: Document, *, conforming: bool) -> int:
    """Write the XMP packet, uncompressed so that any tool finds it; return its number."""
    data = packet(document, conforming=conforming)
    return file.add_stream(data, "/Type/Metadata/Subtype/XML", flate=False)


def add_output_intent(file: PdfFile) -> int:
    """Write the colour space that all colours are meant in, sRGB, and return its number."""
    profile = file.add_stream(compressed(_profile()), "/N 3")
    return file.add(
        objects.dictionary(
            {
                "Type": "/OutputIntent",
                "S": "/GTS_PDFA1",
                "OutputConditionIdentifier": objects.text("sRGB IEC61966-2.1"),
                "Info": objects.text("sRGB IEC61966-2.1"),
                "DestOutputProfile": objects.ref(profile),
            }
        )
    )


def _profile() -> bytes:
    return Path(__file__).with_name("srgb.icc").read_bytes()
