"""What an amendment of a plan says, worked out before anything is written.

``task_words`` what a task says, frozen; ``instructions`` “sửa đổi điểm 2 mục III: …”; ``pairing`` which old
task stands for which new one; ``difference`` what changed, word by word; ``work_rules`` what becomes of
running work. No module here asks the database or writes to it.
"""
