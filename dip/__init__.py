"""The domain of the Daftar Informasi Publik: typed, without Prefect and without HTTP.

Everything the law and the SOP talk about lives here (entri, edisi, putusan, jejak); the rooms around it
only bring things in (`sumber/`), carry them out (`keluaran/`) and order the steps (`tasks/`, `flows/`).
"""
