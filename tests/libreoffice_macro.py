"""LibreOffice carrying out a command on a document, through a macro of its own Basic.

``soffice --convert-to`` cannot accept or reject revisions; a macro in a fresh profile can.
"""

from __future__ import annotations

from pathlib import Path

from programs import need, run

_LIBRARY = "user/basic/Standard"
_LISTED = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Trials"/>
</library:library>
"""
_MACRO = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Trials"
 script:language="StarBasic">
Sub CarryOut(source As String, target As String, command As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  opened = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  If command &lt;&gt; "" Then
    dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
    dispatcher.executeDispatch(opened.CurrentController.Frame, command, "", 0, Array())
  End If
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName"
  how(0).Value = "MS Word 2007 XML"
  opened.storeToURL(target, how())
  opened.close(True)
End Sub
</script:module>
"""


class Writer:
    """LibreOffice Writer with a profile of its own.

    Args:
        folder: where the profile goes.
    """

    def __init__(self, folder: Path) -> None:
        profile = folder / "profile"
        self._command = [
            *(need("soffice"), f"-env:UserInstallation={profile.as_uri()}"),
            *("--headless", "--norestore"),
        ]
        # The first start fills the profile, and writes over what is there.
        run([*self._command, "--terminate_after_init"])
        (profile / _LIBRARY / "script.xlb").write_text(_LISTED, "utf-8")
        (profile / _LIBRARY / "Trials.xba").write_text(_MACRO, "utf-8")

    def carry_out(self, *jobs: tuple[Path, str]) -> list[bytes]:
        """Return the DOCX that comes of opening each file, carrying out a command, and saving.

        Args:
            jobs: each a file and a command; an empty command for none.
        """
        targets = [docx.with_name(f"done-{at}.docx") for at, (docx, _) in enumerate(jobs)]
        calls = []
        for (docx, command), target in zip(jobs, targets, strict=True):
            words = ",".join(f'"{word}"' for word in (docx.as_uri(), target.as_uri(), command))
            calls.append(f"macro:///Standard.Trials.CarryOut({words})")
        run([*self._command, *calls])
        return [target.read_bytes() for target in targets]
