"""The one comment of annexgen on a pull request: what ``diff`` says, written anew on each push.

``body`` makes a file's text harmless, ``services`` says what the APIs of GitHub, GitLab and Gitee
call things, ``place`` finds out which pull request is meant, ``client`` talks to the API, and
``sticky`` finds the earlier comment and updates it. Nothing here reads content or runs its rules,
so it may hold a token that the content's author does not have.
"""
