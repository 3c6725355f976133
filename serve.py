"""Throughline as it is served: the pages of app.py behind security headers, limits and owners of downloads.

`make run` serves this file. `streamlit run app.py` shows the same pages without any of what ui/serving adds.
"""

from streamlit.starlette import App

from ui.serving.forgetting import forgetting
from ui.serving.served import GUARDS, keep_downloads_apart

app = App("app.py", middleware=GUARDS, lifespan=forgetting)
keep_downloads_apart(app)
