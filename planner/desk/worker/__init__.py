"""A worker process: started as `python -m planner.desk.worker`, told what to do through its pipes.

Nothing here imports Streamlit: a worker holds the planner alone.
"""
